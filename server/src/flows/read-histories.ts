import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { Moves } from '../domain/what-if/moves.ts'
import type { KeptSnapshot } from './build-snapshot.ts'
import {
  CHUNK,
  type Description,
  FORMAT,
  LONGEST_DESCRIPTION,
  MADE_BY,
  MAGIC,
  type Section,
  TRAILER,
  UnusableFile,
} from './histories-format.ts'

export interface FoundHistories {
  readonly id: string
  readonly bytes: number
  /** Reads all of it into memory. @throws {UnusableFile} where it is not as it was written. */
  load(): Promise<KeptSnapshot>
  close(): Promise<void>
}

/**
 * Opens a file of histories.
 * @returns null where there is none
 * @throws {UnusableFile} where it is of another format or version, or not whole
 */
export async function openHistories(path: string): Promise<FoundHistories | null> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (file === null) return null
  try {
    const { size } = await file.stat()
    const description = await describe(file, size)
    return {
      id: description.id,
      bytes: size,
      load: () => load(new Reader(file, description.sections), description),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function describe(file: FileHandle, size: number): Promise<Description> {
  const trailer = Buffer.alloc(TRAILER)
  const first = Buffer.alloc(MAGIC.length)
  if (size < MAGIC.length + TRAILER) throw new UnusableFile('it is cut')
  await readInto(file, trailer, size - TRAILER)
  await readInto(file, first, 0)
  if (!first.equals(MAGIC)) throw new UnusableFile('it is no file of histories')
  if (!trailer.subarray(8).equals(MAGIC)) throw new UnusableFile('it is cut')
  const length = trailer.readUInt32LE(0)
  if (length > Math.min(LONGEST_DESCRIPTION, size - TRAILER - MAGIC.length))
    throw new UnusableFile('its description does not fit')
  const text = Buffer.alloc(length)
  await readInto(file, text, size - TRAILER - length)
  if (crc32(text) !== trailer.readUInt32LE(4)) throw new UnusableFile('the checksum of its description is another')
  const description = JSON.parse(text.toString()) as Description
  if (description.format !== FORMAT || description.madeBy !== MADE_BY)
    throw new UnusableFile(`it is of format ${description.format}, made by ${description.madeBy}`)
  const told = description.sections.reduce((sum, { bytes }) => sum + bytes, MAGIC.length + length + TRAILER)
  if (told !== size) throw new UnusableFile('its size is another')
  return description
}

async function load(reader: Reader, { reads, walked }: Description): Promise<KeptSnapshot> {
  // In the order in which they were written.
  const snapshot = {
    reads,
    ids: await reader.shared('ids', Uint8Array),
    starts: await reader.shared('starts', Uint32Array),
    at: await reader.shared('at', Float64Array),
    code: await reader.shared('code', Uint32Array),
  }
  const seqs = await reader.column('seqs', Uint32Array)
  const marks = await reader.column('marks', Uint8Array)
  const facts: string[] = []
  await reader.lines('facts', (line) => facts.push(line))
  const lines = new Map<string, number>()
  await reader.lines('lines', (line) => {
    const space = line.indexOf(' ')
    lines.set(line.slice(space + 1), Number(line.slice(0, space)))
  })
  const kept = { snapshot: { ...snapshot, facts }, seqs, marks, lines }
  if (walked === null) return { ...kept, walked }
  const { version, until, stages, orphaned } = walked
  const orphans = await reader.column('orphans', Uint16Array)
  const wakes = await reader.column('wakes', Float64Array)
  const moves: Moves = {
    stages,
    starts: await reader.column('moveStarts', Uint32Array),
    stage: await reader.column('moveStage', Uint16Array),
    at: await reader.column('moveAt', Float64Array),
    cause: await reader.column('moveCause', Uint8Array),
    grade: await reader.column('moveGrade', Uint8Array),
    orphaned,
  }
  return { ...kept, walked: { version, walk: { until, from: 0, moves, orphans, wakes } } }
}

interface ColumnType<T> {
  new (buffer: ArrayBuffer | SharedArrayBuffer): T
  readonly BYTES_PER_ELEMENT: number
}

class Reader {
  readonly #file: FileHandle
  readonly #sections: readonly Section[]
  #next = 0
  #place = MAGIC.length

  constructor(file: FileHandle, sections: readonly Section[]) {
    this.#file = file
    this.#sections = sections
  }

  column<T>(name: string, make: ColumnType<T>): Promise<T> {
    return this.#column(name, make, (bytes) => new ArrayBuffer(bytes))
  }

  /** In memory that threads share. */
  shared<T>(name: string, make: ColumnType<T>): Promise<T> {
    return this.#column(name, make, (bytes) => new SharedArrayBuffer(bytes))
  }

  async lines(name: string, take: (line: string) => void): Promise<void> {
    const decoder = new TextDecoder()
    let rest = ''
    await this.#section(name, (part) => {
      const found = (rest + decoder.decode(part, { stream: true })).split('\n')
      rest = found.pop() ?? ''
      for (const line of found) take(line)
    })
  }

  async #column<T>(
    name: string,
    make: ColumnType<T>,
    room: (bytes: number) => ArrayBuffer | SharedArrayBuffer,
  ): Promise<T> {
    const bytes = this.#sections[this.#next]?.bytes ?? 0
    if (bytes % make.BYTES_PER_ELEMENT !== 0) throw new UnusableFile(`its part ${name} has another size`)
    const buffer = room(bytes)
    await this.#section(name, null, new Uint8Array(buffer))
    return new make(buffer)
  }

  /** Reads the next section piece by piece, into one place or through a piece that is used again. */
  async #section(name: string, take: ((part: Uint8Array) => void) | null, into?: Uint8Array): Promise<void> {
    const section = this.#sections[this.#next++]
    if (section?.name !== name) throw new UnusableFile(`its part ${name} is missing`)
    const piece = into ?? new Uint8Array(Math.min(CHUNK, section.bytes))
    let crc = 0
    for (let from = 0; from < section.bytes; from += CHUNK) {
      const length = Math.min(CHUNK, section.bytes - from)
      const start = into === undefined ? 0 : from
      const part = piece.subarray(start, start + length)
      await readInto(this.#file, part, this.#place + from)
      crc = crc32(part, crc)
      take?.(part)
    }
    if (crc !== section.crc) throw new UnusableFile(`the checksum of its part ${name} is another`)
    this.#place += section.bytes
  }
}

async function readInto(file: FileHandle, into: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done)
    if (bytesRead === 0) throw new UnusableFile('it is cut')
    done += bytesRead
  }
}
