import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { AppError } from '../../domain/app-error.ts'

/**
 * A backup is a gzip stream: a line that names the format, then frames. A frame is a letter, the length of its content
 * (four bytes, the highest first) and the content: JSON, or for `D` a piece of what COPY wrote.
 *
 *     M manifest   T a table begins   D its rows   E the table ends, with its count   Z the end, with all counts
 */
const firstLine = Buffer.from('ripen backup 1\n')
const headerBytes = 5
const largestFrame = 64 * 1024 * 1024
const largestPiece = 1024 * 1024

export const Manifest = z.object({
  ripen: z.string(),
  postgres: z.string(),
  createdAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
})
export type Manifest = z.infer<typeof Manifest>

const TableBegin = z.object({ name: z.string(), columns: z.array(z.string()) })
const TableEnd = z.object({ name: z.string(), rows: z.int().min(0) })
const ArchiveEnd = z.object({
  tables: z.int(),
  rows: z.int(),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
})
type ArchiveEnd = z.infer<typeof ArchiveEnd>

export type Frame =
  | { kind: 'M'; content: Manifest }
  | { kind: 'T'; content: z.infer<typeof TableBegin> }
  | { kind: 'D'; content: Buffer }
  | { kind: 'E'; content: z.infer<typeof TableEnd> }
  | { kind: 'Z'; content: ArchiveEnd }

/** The file is no backup, or not a whole one. */
class ArchiveUnreadable extends AppError {
  override name = 'ArchiveUnreadable'
}

/** The bytes of an archive before compression. */
export async function* encodeArchive(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  yield firstLine
  for await (const { kind, content } of frames) {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content))
    for (let from = 0; from < bytes.length; from += largestPiece) {
      const piece = kind === 'D' ? bytes.subarray(from, from + largestPiece) : bytes
      const header = Buffer.alloc(headerBytes)
      header.write(kind, 'latin1')
      header.writeUInt32BE(piece.length, 1)
      yield header
      yield piece
      if (kind !== 'D') break
    }
  }
}

/**
 * Reads an archive frame by frame, in the memory of one frame.
 *
 * @throws {ArchiveUnreadable} when it is another kind of file, cut short or damaged.
 */
export async function* readArchive(file: string): AsyncGenerator<Frame> {
  const bytes = pieces(file)
  try {
    const first = await bytes.take(firstLine.length)
    if (!first?.equals(firstLine)) throw notABackup(file, first)
    for (;;) {
      const header = await bytes.take(headerBytes)
      if (!header) throw cutShort(file)
      const length = header.readUInt32BE(1)
      const content = length <= largestFrame ? await bytes.take(length) : undefined
      if (!content) throw cutShort(file)
      const frame = parse(header.toString('latin1', 0, 1), content, file)
      yield frame
      if (frame.kind !== 'Z') continue
      // Reading on to the end makes gzip compare its own checksum.
      if (await bytes.take(1)) throw cutShort(file)
      return
    }
  } catch (error) {
    throw explain(error, file)
  } finally {
    bytes.close()
  }
}

function pieces(file: string): { take(length: number): Promise<Buffer | undefined>; close(): void } {
  const gunzip = createGunzip()
  const source = createReadStream(file)
  pipeline(source, gunzip, () => {})
  const chunks = gunzip[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let rest: Buffer = Buffer.alloc(0)
  return {
    async take(length) {
      const parts = [rest]
      let size = rest.length
      while (size < length) {
        const next = await chunks.next()
        if (next.done) return undefined
        parts.push(next.value)
        size += next.value.length
      }
      const all = parts.length === 1 ? rest : Buffer.concat(parts)
      rest = all.subarray(length)
      return all.subarray(0, length)
    },
    close: () => {
      source.destroy()
      gunzip.destroy()
    },
  }
}

function parse(kind: string, content: Buffer, file: string): Frame {
  if (kind === 'D') return { kind, content }
  try {
    const json: unknown = JSON.parse(content.toString())
    if (kind === 'M') return { kind, content: Manifest.parse(json) }
    if (kind === 'T') return { kind, content: TableBegin.parse(json) }
    if (kind === 'E') return { kind, content: TableEnd.parse(json) }
    if (kind === 'Z') return { kind, content: ArchiveEnd.parse(json) }
  } catch (error) {
    throw cutShort(file, error)
  }
  throw cutShort(file)
}

function explain(error: unknown, file: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  if (error instanceof AppError || typeof code !== 'string') return error
  if (code === 'Z_DATA_ERROR' && message === 'incorrect header check') return notABackup(file)
  if (code.startsWith('Z_')) return cutShort(file, error)
  return new ArchiveUnreadable('archive_unreadable', `${file} cannot be read: ${message}.`, { cause: error })
}

function notABackup(file: string, first?: Buffer): ArchiveUnreadable {
  const newer = first?.toString('latin1').startsWith('ripen backup')
  return newer
    ? new ArchiveUnreadable('archive_newer', `${file} was made by a newer Ripen; restore it with that one.`)
    : new ArchiveUnreadable('archive_unreadable', `${file} is not a backup of Ripen.`)
}

function cutShort(file: string, cause?: unknown): ArchiveUnreadable {
  return new ArchiveUnreadable('archive_damaged', `${file} is cut short or damaged; nothing was restored.`, { cause })
}
