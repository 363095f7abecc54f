import type { Logger } from 'pino'
import type { Db } from '../db/open.ts'
import type { Time } from '../domain/facts.ts'
import type { Programs } from '../features/lifecycle/programs.ts'

/** What every flow is handed. */
export interface Ripen {
  readonly db: Db
  readonly programs: Programs
  readonly log: Logger
  /** Where files are kept; without it histories are kept in memory only (default: without). */
  readonly dataDir?: string
  /** The present, in whole milliseconds. */
  now(): Time
}
