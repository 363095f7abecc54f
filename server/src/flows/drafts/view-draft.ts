import type { DraftItem, DraftView } from '../../contract/drafts.ts'
import { momentOf } from '../../contract/moment.ts'
import type { Tx } from '../../db/transaction.ts'
import {
  type DraftHead,
  type Editor,
  findDraft,
  listEditors,
  listOpenDrafts,
  type StoredDraft,
} from '../../features/drafts/drafts.ts'
import { listOpenProposals } from '../../features/drafts/proposals.ts'
import type { Ripen } from '../ripen.ts'
import { NoSuchDraft } from './draft-errors.ts'

/** More drafts than this nobody has in view. */
export const MOST_DRAFTS = 100

type Client = Pick<Tx, 'query'>

/** Open drafts, the one changed last first. */
export async function showDrafts(ripen: Ripen): Promise<{ items: DraftItem[] }> {
  const { pool } = ripen.db
  const drafts = await listOpenDrafts(pool, MOST_DRAFTS)
  const [editors, proposals] = [
    await listEditors(
      pool,
      drafts.map(({ id }) => id),
    ),
    await openProposals(pool),
  ]
  return { items: drafts.map((draft) => itemOf(draft, editors.get(draft.id) ?? [], proposals.get(draft.id) ?? null)) }
}

/** A draft with its text. @throws {NoSuchDraft} */
export async function showDraft(client: Client, id: string): Promise<DraftView> {
  const draft = await findDraft(client, id)
  if (draft === null) throw new NoSuchDraft(id)
  const [editors, proposals] = [await listEditors(client, [id]), await openProposals(client)]
  return viewOf(draft, editors.get(id) ?? [], proposals.get(id) ?? null)
}

async function openProposals(client: Client): Promise<ReadonlyMap<string, string>> {
  const open = await listOpenProposals(client, MOST_DRAFTS)
  return new Map(open.map(({ draft, id }) => [draft, id]))
}

function itemOf(draft: DraftHead, editors: readonly Editor[], proposal: string | null): DraftItem {
  const { id, name, base, revision, effect, bringsBack, createdBy, changedBy } = draft
  return {
    id,
    name,
    base,
    revision,
    effect,
    bringsBack,
    createdAt: momentOf(draft.createdAt),
    createdBy,
    changedAt: momentOf(draft.changedAt),
    changedBy,
    editors: editors.map(({ by, at }) => ({ by, at: momentOf(at) })),
    proposal,
  }
}

function viewOf(draft: StoredDraft, editors: readonly Editor[], proposal: string | null): DraftView {
  const { document, closedAt, closedBy, publishedVersion } = draft
  const state = closedAt === null ? 'open' : publishedVersion === null ? 'discarded' : 'published'
  return { ...itemOf(draft, editors, proposal), document, state, closedBy, publishedVersion }
}
