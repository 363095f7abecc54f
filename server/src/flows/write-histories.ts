import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import type { KeptSnapshot } from './build-snapshot.ts'
import {
  CHUNK,
  type Description,
  FORMAT,
  MADE_BY,
  MAGIC,
  type Section,
  TRAILER,
  UNFINISHED,
} from './histories-format.ts'

/**
 * Writes histories and what is known of them into one file: whole or not at all, and on the disk when this returns.
 * @returns its size in bytes
 */
export async function writeHistories(path: string, id: string, { snapshot, seqs, marks, lines, walked }: KeptSnapshot) {
  const unfinished = `${path}.${process.pid}-${randomUUID()}${UNFINISHED}`
  const file = await open(unfinished, 'wx', 0o600)
  try {
    const writer = new Writer(file)
    await writer.start()
    const { ids, starts, at, code, facts, reads } = snapshot
    for (const [name, column] of Object.entries({ ids, starts, at, code, seqs, marks }))
      await writer.column(name, column)
    await writer.lines('facts', facts)
    await writer.lines('lines', linesOf(lines))
    if (walked !== null) {
      const { orphans, wakes, moves } = walked.walk
      for (const [name, column] of Object.entries({
        orphans,
        wakes,
        moveStarts: moves.starts,
        moveStage: moves.stage,
        moveAt: moves.at,
        moveCause: moves.cause,
        moveGrade: moves.grade,
      }))
        await writer.column(name, column)
    }
    const bytes = await writer.finish({
      id,
      reads,
      walked:
        walked === null
          ? null
          : {
              version: walked.version,
              until: walked.walk.until,
              stages: walked.walk.moves.stages,
              orphaned: walked.walk.moves.orphaned,
            },
    })
    await file.sync()
    await file.close()
    await rename(unfinished, path)
    await syncFolder(dirname(path))
    return bytes
  } catch (error) {
    await file.close().catch(() => {})
    await rm(unfinished, { force: true })
    throw error
  }
}

function* linesOf(lines: ReadonlyMap<string, number>): Generator<string> {
  for (const [account, seq] of lines) yield `${seq} ${account}`
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

class Writer {
  readonly #file: FileHandle
  readonly #sections: Section[] = []
  #place = 0

  constructor(file: FileHandle) {
    this.#file = file
  }

  async start(): Promise<void> {
    await this.#put(MAGIC)
  }

  async column(name: string, column: ArrayBufferView): Promise<void> {
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
    this.#sections.push({ name, bytes: bytes.length, crc: await this.#put(bytes) })
  }

  /** Texts, one a line. */
  async lines(name: string, texts: Iterable<string>): Promise<void> {
    let [bytes, crc, pending] = [0, 0, '']
    const flush = async () => {
      const part = Buffer.from(pending)
      pending = ''
      bytes += part.length
      crc = await this.#put(part, crc)
    }
    for (const text of texts) {
      pending += `${text}\n`
      if (pending.length >= CHUNK) await flush()
    }
    await flush()
    this.#sections.push({ name, bytes, crc })
  }

  async finish(description: Pick<Description, 'id' | 'reads' | 'walked'>): Promise<number> {
    const whole: Description = { format: FORMAT, madeBy: MADE_BY, ...description, sections: this.#sections }
    const text = Buffer.from(JSON.stringify(whole))
    const trailer = Buffer.alloc(TRAILER)
    trailer.writeUInt32LE(text.length, 0)
    trailer.writeUInt32LE(crc32(text), 4)
    MAGIC.copy(trailer, 8)
    await this.#put(text)
    await this.#put(trailer)
    return this.#place
  }

  /** @returns the checksum of what was written, taken on from an earlier part. */
  async #put(bytes: Uint8Array, crc = 0): Promise<number> {
    let sum = crc
    for (let from = 0; from < bytes.length; ) {
      const part = bytes.subarray(from, from + CHUNK)
      const { bytesWritten } = await this.#file.write(part, 0, part.length, this.#place)
      sum = crc32(part.subarray(0, bytesWritten), sum)
      from += bytesWritten
      this.#place += bytesWritten
    }
    return sum
  }
}
