import type { Tx } from '../db/transaction.ts'
import { type CalendarOpenings, decodeOpenings } from '../domain/calendar/openings.ts'
import { placeOfMigration, removedStages } from '../domain/lifecycle/check-document.ts'
import { copySegments } from '../domain/lifecycle/copy-segments.ts'
import { type PlacedNotice, readLifecycle } from '../domain/lifecycle/document.ts'
import { type PlacedFault, placed } from '../domain/lifecycle/placed.ts'
import type { Migrations, Program } from '../domain/lifecycle/program.ts'
import { message } from '../domain/message.ts'
import { countStanding } from '../features/contacts/page-people.ts'
import { findHeadVersion, findVersion, type Version } from '../features/lifecycle/versions.ts'
import { expandCalendars } from './expand-calendars.ts'
import type { Ripen } from './ripen.ts'
import { readDraft, savedSegments } from './segments/read-draft.ts'

/** All that a thread needs to compile a lifecycle by itself. */
export interface ProgramSource {
  readonly document: string
  readonly version: number
  readonly openings: CalendarOpenings
  readonly migrations: Migrations
}

export interface Candidate {
  readonly head: Version
  readonly current: Program
  readonly currentSource: ProgramSource
  readonly candidate: Program
  readonly candidateSource: ProgramSource
  readonly notices: readonly PlacedNotice[]
  /** Stages that the candidate takes away, with how many contacts stand in them. */
  readonly removed: readonly { readonly stage: string; readonly standing: number; readonly to: string }[]
}

export type ReadCandidate =
  | { readonly outcome: 'read'; readonly candidate: Candidate }
  | { readonly outcome: 'faults'; readonly faults: readonly PlacedFault[] }
  | { readonly outcome: 'no_lifecycle' }

/** Reads a draft as the version that would follow the one in force. A stage that it takes away needs `migrate`. */
export async function readCandidate(ripen: Ripen, client: Tx, text: string): Promise<ReadCandidate> {
  const draft = await readDraft(client, text)
  if ('faults' in draft) return { outcome: 'faults', faults: draft.faults }
  const document = copySegments(text, await savedSegments(client))
  const version = await findHeadVersion(client)
  const head = version === null ? null : await findVersion(client, version)
  if (head === null) return { outcome: 'no_lifecycle' }
  const current = await ripen.programs.get(client, head.version)
  const candidateSource: ProgramSource = {
    document,
    version: head.version + 1,
    openings: await expandCalendars(draft.compiled.program.document, ripen.now()),
    migrations: head.migrations,
  }
  const read = readLifecycle(document, candidateSource.version, candidateSource.openings, head.migrations)
  if ('faults' in read) return { outcome: 'faults', faults: read.faults }
  const candidate = read.compiled.program
  const gone = removedStages(candidate.document, current.document)
  const standing = await countStanding(client, gone)
  const homeless = gone.filter((stage) => candidate.migrations[stage] === undefined)
  if (homeless.length > 0) return { outcome: 'faults', faults: homelessFaults(document, candidate, homeless, standing) }
  return {
    outcome: 'read',
    candidate: {
      head,
      current,
      currentSource: {
        document: head.document,
        version: head.version,
        openings: Object.fromEntries(Object.entries(head.openings).map(([key, text]) => [key, decodeOpenings(text)])),
        migrations: head.migrations,
      },
      candidate,
      candidateSource,
      notices: read.notices,
      removed: gone.map((stage) => ({
        stage,
        standing: standing.get(stage) ?? 0,
        to: candidate.migrations[stage] ?? '',
      })),
    },
  }
}

function homelessFaults(
  document: string,
  candidate: Program,
  stages: readonly string[],
  standing: ReadonlyMap<string, number>,
): readonly PlacedFault[] {
  const path = placeOfMigration(candidate.document)
  return placed(
    document,
    stages.map((stage) => ({
      path,
      message: message('fault.migrate_missing', { stage, standing: standing.get(stage) ?? 0 }),
    })),
  )
}

/** The program of a source, compiled anew. */
export function compileSource({ document, version, openings, migrations }: ProgramSource): Program {
  const read = readLifecycle(document, version, openings, migrations)
  if ('faults' in read) throw new Error(`A lifecycle that was valid is no more: ${JSON.stringify(read.faults[0])}`)
  return read.compiled.program
}
