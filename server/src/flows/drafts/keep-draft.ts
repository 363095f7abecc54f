import type { DraftCreated, DraftSaved, DraftView } from '../../contract/drafts.ts'
import type { PublishEffect } from '../../contract/lifecycle.ts'
import { momentOf } from '../../contract/moment.ts'
import { transaction } from '../../db/transaction.ts'
import { HOUR } from '../../domain/duration.ts'
import type { Actor } from '../../domain/facts.ts'
import { bringBack, type ProposedWay } from '../../domain/lifecycle/bring-back.ts'
import { LONGEST_DOCUMENT } from '../../domain/lifecycle/placed.ts'
import { audit } from '../../features/audit/audit.ts'
import {
  closeDraft,
  countOpenDrafts,
  holdDraft,
  insertDraft,
  noteEditor,
  reopenDraft,
  updateDraft,
} from '../../features/drafts/drafts.ts'
import { withdrawProposals } from '../../features/drafts/proposals.ts'
import { findHeadVersion, findVersion } from '../../features/lifecycle/versions.ts'
import type { Ripen } from '../ripen.ts'
import { DraftChangedMeanwhile, DraftClosed, DraftConflict, DraftUnusable, NoSuchDraft } from './draft-errors.ts'
import { MOST_DRAFTS, showDraft } from './view-draft.ts'

/** Somebody who comes back to a draft later than this is noted anew in the audit log. */
const ONE_SITTING = HOUR

export type DraftBegun = {
  readonly name?: string | undefined
  readonly effect?: PublishEffect | undefined
  readonly by: Actor
} & (
  | { readonly document: string; readonly base?: number | undefined }
  /** The version that the draft is to be equal to. */
  | { readonly bringBack: number }
)

/** Begins a draft: of a text, or equal to an earlier version, so that it can be published again. */
export async function createDraft(ripen: Ripen, begun: DraftBegun): Promise<DraftCreated> {
  const { by, effect = 'keep' } = begun
  return transaction(ripen.db, async (client) => {
    const now = ripen.now()
    const head = await findHeadVersion(client)
    if (head === null) throw new DraftConflict('No lifecycle is published yet: publish the first one at once.')
    if ((await countOpenDrafts(client)) >= MOST_DRAFTS)
      throw new DraftConflict(`There are ${MOST_DRAFTS} open drafts. Publish or discard some of them first.`)
    const earlier = 'bringBack' in begun ? begun.bringBack : null
    const base = 'document' in begun ? (begun.base ?? head) : head
    if (base > head) throw new DraftUnusable(`There is no version ${base}; ${head} is in force.`)
    const { document, ways } =
      'document' in begun
        ? { document: refuseLong(begun.document), ways: [] }
        : await earlierDocument(ripen, client, begun.bringBack, head)
    const name = begun.name ?? (earlier === null ? `Draft of version ${head + 1}` : `Version ${earlier} again`)
    const id = await insertDraft(client, { name, document, base, effect, bringsBack: earlier, by }, now)
    await noteEditor(client, id, by, now)
    await audit(client, { by, action: 'draft.created', id, name, after: { base, brings_back: earlier } }, now)
    return { ...(await showDraft(client, id)), ways: ways.map((way) => ({ ...way })) }
  })
}

async function earlierDocument(
  ripen: Ripen,
  client: Parameters<typeof findVersion>[0],
  version: number,
  head: number,
): Promise<{ readonly document: string; readonly ways: readonly ProposedWay[] }> {
  const found = await findVersion(client, version)
  if (found === null) throw new DraftUnusable(`There is no version ${version}; ${head} is in force.`)
  const [earlier, present] = [await ripen.programs.get(client, version), await ripen.programs.get(client, head)]
  const { text, ways } = bringBack(found.document, earlier.document, present.document)
  return { document: text, ways }
}

export interface DraftSave {
  readonly id: string
  /** The revision that it builds on. */
  readonly revision: number
  readonly document?: string | undefined
  readonly name?: string | undefined
  readonly base?: number | undefined
  readonly effect?: PublishEffect | undefined
  readonly by: Actor
}

/**
 * Saves what somebody made of a draft, unless another saved it since. An edit takes back the agreement that was given.
 *
 * @throws {DraftChangedMeanwhile} nothing is overwritten: whoever comes second puts both together.
 */
export async function saveDraft(ripen: Ripen, save: DraftSave): Promise<DraftSaved> {
  const { id, by } = save
  return transaction(ripen.db, async (client) => {
    const now = ripen.now()
    const before = await holdDraft(client, id)
    if (before === null) throw new NoSuchDraft(id)
    if (before.closedAt !== null) throw new DraftClosed(before.name, before.publishedVersion)
    if (before.revision !== save.revision) throw new DraftChangedMeanwhile(before.revision)
    const { document = before.document, name = before.name, base = before.base, effect = before.effect } = save
    const head = (await findHeadVersion(client)) ?? 0
    if (base > head) throw new DraftUnusable(`There is no version ${base}; ${head} is in force.`)
    refuseLong(document)
    const isEdited = document !== before.document || base !== before.base || effect !== before.effect
    const revision = before.revision + 1
    await updateDraft(client, { id, name, document, base, effect, revision }, by, now)
    const lastThere = await noteEditor(client, id, by, now)
    const withdrawn = isEdited ? await withdrawProposals(client, id, by, now) : 0
    if (isEdited && (lastThere === null || now - lastThere > ONE_SITTING))
      await audit(
        client,
        { by, action: 'draft.edited', id, name, before: { revision: before.revision }, after: { revision } },
        now,
      )
    if (name !== before.name)
      await audit(
        client,
        { by, action: 'draft.renamed', id, name, before: { name: before.name }, after: { name } },
        now,
      )
    if (withdrawn > 0)
      await audit(
        client,
        { by, action: 'proposal.withdrawn', id, name, after: { because: 'the draft was edited' } },
        now,
      )
    return { revision, changedAt: momentOf(now), withdrawn: withdrawn > 0 }
  })
}

/** Discards a draft; it can be had back. */
export async function discardDraft(ripen: Ripen, id: string, by: Actor): Promise<void> {
  await transaction(ripen.db, async (client) => {
    const draft = await holdDraft(client, id)
    if (draft === null) throw new NoSuchDraft(id)
    if (draft.publishedVersion !== null) throw new DraftClosed(draft.name, draft.publishedVersion)
    if (draft.closedAt !== null) return
    await withdrawProposals(client, id, by, ripen.now())
    await closeDraft(client, id, { by, version: null }, ripen.now())
    await audit(client, { by, action: 'draft.discarded', id, name: draft.name }, ripen.now())
  })
}

/** Has a discarded draft back. */
export async function restoreDraft(ripen: Ripen, id: string, by: Actor): Promise<DraftView> {
  return transaction(ripen.db, async (client) => {
    const draft = await holdDraft(client, id)
    if (draft === null) throw new NoSuchDraft(id)
    if (draft.publishedVersion !== null) throw new DraftClosed(draft.name, draft.publishedVersion)
    if (draft.closedAt !== null) {
      await reopenDraft(client, id)
      await audit(client, { by, action: 'draft.restored', id, name: draft.name }, ripen.now())
    }
    return showDraft(client, id)
  })
}

function refuseLong(document: string): string {
  if (document.length > LONGEST_DOCUMENT)
    throw new DraftUnusable(`A lifecycle may have ${LONGEST_DOCUMENT.toLocaleString('en')} characters.`)
  return document
}
