import { type Client, lendForReads } from '../db/reading.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import type { Ripen } from './ripen.ts'

/** What reads of one answer share. */
export interface Reading extends Pick<Ripen, 'programs' | 'now'> {
  readonly client: Client
  /** The version in force, which is asked for once. */
  head(): Promise<Program | null>
}

/** Reads for one answer over one connection, on which several things can be asked at once. */
export function reading<T>({ db, programs, now }: Ripen, work: (reading: Reading) => Promise<T>): Promise<T> {
  return lendForReads(db, (client) => {
    let head: Promise<Program | null> | undefined
    return work({
      client,
      programs,
      now: () => now(),
      head: () => {
        head ??= programs.head(client)
        return head
      },
    })
  })
}
