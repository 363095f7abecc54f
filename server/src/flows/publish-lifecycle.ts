import type { PublishEffect } from '../contract/lifecycle.ts'
import { type Tx, transaction } from '../db/transaction.ts'
import { type CalendarOpenings, encodeOpenings } from '../domain/calendar/openings.ts'
import type { Actor, Time } from '../domain/facts.ts'
import { checkMigration } from '../domain/lifecycle/check-document.ts'
import { copySegments } from '../domain/lifecycle/copy-segments.ts'
import type { Difference } from '../domain/lifecycle/difference.ts'
import { differences } from '../domain/lifecycle/differences.ts'
import { type PlacedNotice, readLifecycle } from '../domain/lifecycle/document.ts'
import { type PlacedFault, placed } from '../domain/lifecycle/placed.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { audit } from '../features/audit/audit.ts'
import { beginRefold } from '../features/contacts/refold-progress.ts'
import { notePublished as notePublishedAs } from '../features/drafts/proposals.ts'
import {
  findHeadVersion,
  findVersion,
  insertVersion,
  takeLifecycle,
  type Version,
} from '../features/lifecycle/versions.ts'
import { agreeOn, closeDraftOf, effectOfDraft, type PublishTerms } from './drafts/publish-terms.ts'
import { expandCalendars } from './expand-calendars.ts'
import { needsOf } from './needs-of.ts'
import type { Ripen } from './ripen.ts'
import { readDraft, savedSegments } from './segments/read-draft.ts'

export interface PublishRequest {
  /** The document as text (YAML). */
  readonly document: string
  /** The version that the draft was made from; null where there was none; left out: whatever is newest. */
  readonly parent?: number | null
  readonly message: string
  /** What becomes of who is in a stage (default: that of the draft, else they stay). */
  readonly effect?: PublishEffect | undefined
  readonly by: Actor
  /** Why it goes without the word of the teams that should agree. */
  readonly without?: string | undefined
  /** The draft that it was; it is closed. */
  readonly draft?: string | undefined
}

export type PublishOutcome =
  | { readonly outcome: 'published'; readonly version: number; readonly notices: readonly PlacedNotice[] }
  | { readonly outcome: 'unchanged'; readonly version: number }
  /** Another version came first: what it changed since the one that the draft was made from. */
  | {
      readonly outcome: 'conflict'
      readonly head: number | null
      readonly parent: number | null
      readonly differences: readonly Difference[]
    }
  | { readonly outcome: 'faults'; readonly faults: readonly PlacedFault[] }

/** Makes a document the lifecycle in force: all processes switch at one point, between two groups of events. */
export async function publishLifecycle(ripen: Ripen, request: PublishRequest): Promise<PublishOutcome> {
  const draft = await readDraft(ripen.db.pool, request.document)
  if ('faults' in draft) return { outcome: 'faults', faults: draft.faults }
  const openings = await expandCalendars(draft.compiled.program.document, ripen.now())
  return transaction(ripen.db, async (client) => {
    await takeLifecycle(client)
    const head = await findHeadVersion(client)
    if (request.parent !== undefined && request.parent !== head)
      return {
        outcome: 'conflict',
        head,
        parent: request.parent,
        differences: await changedSince(ripen, client, request.parent, head),
      }
    const before = head === null ? null : await findVersion(client, head)
    const document = copySegments(request.document, await savedSegments(client))
    const effect = request.effect ?? (await effectOfDraft(client, request.draft))
    // The same text can still be asked to restate whom it left where they were.
    if (before !== null && before.document === document && effect === 'keep')
      return { outcome: 'unchanged', version: before.version }
    const version = (head ?? 0) + 1
    const read = readLifecycle(document, version, openings, before?.migrations ?? {})
    if ('faults' in read) return { outcome: 'faults', faults: read.faults }
    const { program } = read.compiled
    if (before !== null) {
      const missing = checkMigration(program.document, (await ripen.programs.get(client, before.version)).document)
      if (missing.length > 0) return { outcome: 'faults', faults: placed(document, missing) }
    }
    const was = before === null ? null : await ripen.programs.get(client, before.version)
    const terms = await agreeOn(client, { ...request, effect }, was, program.document, ripen.now())
    await saveVersion(ripen, client, request, { document, effect, before, was, program, openings, terms })
    return { outcome: 'published', version, notices: read.notices }
  })
}

interface Publishing {
  /** As it was sent, with the saved segments that it names. */
  readonly document: string
  readonly effect: PublishEffect
  readonly before: Version | null
  /** The program in force so far. */
  readonly was: Program | null
  readonly program: Program
  readonly openings: CalendarOpenings
  readonly terms: PublishTerms
}

async function saveVersion(
  ripen: Ripen,
  client: Tx,
  request: PublishRequest,
  { document, effect, before, was, program, openings, terms }: Publishing,
): Promise<void> {
  const { version, stateKey, decisionKey, migrations } = program
  const publishedAt = Math.max(ripen.now(), (before?.publishedAt ?? 0) + 1)
  const needs = was === null ? null : needsOf({ current: was, candidate: program, effect })
  await insertVersion(client, {
    version,
    document,
    publishedAt,
    publishedBy: request.by,
    message: request.message,
    stateKey,
    decisionKey,
    migrations,
    openings: Object.fromEntries(Object.entries(openings).map(([key, times]) => [key, encodeOpenings(times)])),
    agreedBy: terms.agreed,
    effect,
    terms: {
      needs,
      proposal: terms.proposal?.id ?? null,
      proposedBy: terms.proposal?.askedBy ?? null,
      broughtBack: await closeDraftOf(client, request, version, ripen.now()),
      nobody: terms.nobody,
      without: terms.without,
    },
  })
  if (terms.proposal !== null) await notePublishedAs(client, terms.proposal.id, version)
  const isOther =
    before !== null && (before.stateKey !== stateKey || before.decisionKey !== decisionKey || effect === 'restate')
  await beginRefold(client, version, publishedAt, isOther)
  const names = { head: before?.version ?? null, version, name: program.document.name, effect, terms }
  await notePublished(client, request, names, ripen.now())
}

/** What Ripen itself publishes, at its very start, is nobody's doing. */
async function notePublished(
  client: Tx,
  { by, message }: PublishRequest,
  {
    head,
    version,
    name,
    effect,
    terms,
  }: { readonly head: number | null; readonly version: number; readonly name: string } & Pick<
    Publishing,
    'effect' | 'terms'
  >,
  now: Time,
): Promise<void> {
  if (by === 'system') return
  const without = terms.without === null ? {} : { without_agreement: terms.without }
  const change = { before: { version: head }, after: { version, message, effect, ...without } }
  await audit(client, { by, action: 'lifecycle.published', id: `${version}`, name, ...change }, now)
}

/** What the version in force changed since another; nothing where there is no such version. */
async function changedSince(
  ripen: Ripen,
  client: Tx,
  parent: number | null,
  head: number | null,
): Promise<readonly Difference[]> {
  if (parent === null || head === null || (await findVersion(client, parent)) === null) return []
  const [was, now] = [await ripen.programs.get(client, parent), await ripen.programs.get(client, head)]
  return differences(was.document, now.document)
}
