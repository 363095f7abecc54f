import { endianness } from 'node:os'
import packageJson from '../../package.json' with { type: 'json' }
import type { Reads } from '../domain/columnar/reads.ts'
import type { Moves } from '../domain/what-if/moves.ts'

/** Raised whenever histories are coded, or walked, otherwise: files of other formats are made anew. */
export const FORMAT = 1
/** Rules about times and zones come with the runtime, so a file belongs to the one that made it. */
export const MADE_BY = `ripen ${packageJson.version}, node ${process.version}, ${endianness()}`

export const MAGIC = Buffer.from('RIPENCOL')
/** Length and checksum of the description, then the magic again: a file that was cut has none. */
export const TRAILER = 16
export const LONGEST_DESCRIPTION = 64 * 2 ** 20
export const CHUNK = 8 * 2 ** 20

export interface Section {
  readonly name: string
  readonly bytes: number
  readonly crc: number
}

export interface Description {
  readonly format: number
  readonly madeBy: string
  readonly id: string
  readonly reads: Reads
  readonly sections: readonly Section[]
  readonly walked: {
    readonly version: number
    readonly until: number
    readonly stages: Moves['stages']
    readonly orphaned: number
  } | null
}

/** What is wrong with a file that is there; it is made anew. */
export class UnusableFile extends Error {
  override name = 'UnusableFile'
}

/** The end of the names of files that are being written, or were when their process ended. */
export const UNFINISHED = '.unfinished'
