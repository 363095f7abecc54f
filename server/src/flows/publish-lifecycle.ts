import { type Tx, transaction } from '../db/transaction.ts'
import { encodeOpenings } from '../domain/calendar/openings.ts'
import type { Actor, Time } from '../domain/facts.ts'
import { checkMigration } from '../domain/lifecycle/check-document.ts'
import type { Difference } from '../domain/lifecycle/difference.ts'
import { differences } from '../domain/lifecycle/differences.ts'
import { type PlacedNotice, readLifecycle } from '../domain/lifecycle/document.ts'
import { type PlacedFault, placed } from '../domain/lifecycle/placed.ts'
import { audit } from '../features/audit/audit.ts'
import { beginRefold } from '../features/contacts/refold-progress.ts'
import { findHeadVersion, findVersion, insertVersion, takeLifecycle } from '../features/lifecycle/versions.ts'
import { expandCalendars } from './expand-calendars.ts'
import type { Ripen } from './ripen.ts'

export interface PublishRequest {
  /** The document as text (YAML). */
  readonly document: string
  /** The version that the draft was made from; null where there was none; left out: whatever is newest. */
  readonly parent?: number | null
  readonly message: string
  readonly by: Actor
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
  const draft = readLifecycle(request.document, 0, {})
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
    if (before !== null && before.document === request.document)
      return { outcome: 'unchanged', version: before.version }
    const version = (head ?? 0) + 1
    const read = readLifecycle(request.document, version, openings, before?.migrations ?? {})
    if ('faults' in read) return { outcome: 'faults', faults: read.faults }
    const { program } = read.compiled
    if (before !== null) {
      const missing = checkMigration(program.document, (await ripen.programs.get(client, before.version)).document)
      if (missing.length > 0) return { outcome: 'faults', faults: placed(request.document, missing) }
    }
    const publishedAt = Math.max(ripen.now(), (before?.publishedAt ?? 0) + 1)
    await insertVersion(client, {
      version,
      document: request.document,
      publishedAt,
      publishedBy: request.by,
      message: request.message,
      stateKey: program.stateKey,
      decisionKey: program.decisionKey,
      migrations: program.migrations,
      openings: Object.fromEntries(Object.entries(openings).map(([key, times]) => [key, encodeOpenings(times)])),
    })
    const needed =
      before !== null && (before.stateKey !== program.stateKey || before.decisionKey !== program.decisionKey)
    await beginRefold(client, version, publishedAt, needed)
    await notePublished(client, request, { head, version, name: program.document.name }, ripen.now())
    return { outcome: 'published', version, notices: read.notices }
  })
}

/** What Ripen itself publishes, at its very start, is nobody's doing. */
async function notePublished(
  client: Tx,
  { by, message }: PublishRequest,
  { head, version, name }: { readonly head: number | null; readonly version: number; readonly name: string },
  now: Time,
): Promise<void> {
  if (by === 'system') return
  const change = { before: { version: head }, after: { version, message } }
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
