import { once } from 'node:events'
import type pg from 'pg'
import { copyOut } from './copy.ts'

/** A row of a binary COPY: from the number of its fields up to its end. Each field is its length in four bytes (-1: null) and its bytes. */
export type TakeRow = (row: DataView, start: number, end: number) => void

/** The signature, flags, and no extension: what every binary COPY begins with. */
const HEADER = 19
const FIELDS = 2
const LENGTH = 4

/**
 * Reads what a COPY gives in the binary format, row by row, and makes nothing of a row but its place in what came. `query` is ours, never a
 * user's.
 */
export async function readBinaryRows(client: pg.PoolClient, query: string, take: TakeRow): Promise<void> {
  const stream = copyOut(client, `copy (${query}) to stdout (format binary)`)
  let rest: Buffer | null = null
  let skip = HEADER
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const bytes: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk])
      const end = takeRows(bytes, skip, take)
      skip = 0
      rest = end === bytes.length ? null : bytes.subarray(end)
    }
  } finally {
    if (!stream.readableEnded) {
      stream.destroy()
      await once(stream, 'close')
    }
  }
}

/** @returns where the first row begins that is not whole yet */
function takeRows(bytes: Buffer, from: number, take: TakeRow): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let start = from
  for (let end = endOfRow(view, start); end > 0; end = endOfRow(view, start)) {
    // The last has no fields: it tells the end.
    if (end > start + FIELDS) take(view, start, end)
    start = end
  }
  return start
}

function endOfRow(view: DataView, start: number): number {
  const size = view.byteLength
  if (start + FIELDS > size) return 0
  const fields = view.getInt16(start)
  let place = start + FIELDS
  for (let field = 0; field < fields; field++) {
    if (place + LENGTH > size) return 0
    const length = view.getInt32(place)
    place += length > 0 ? LENGTH + length : LENGTH
  }
  return place > size ? 0 : place
}

/** From 1970 to 2000, where PostgreSQL begins to count. */
const EPOCH = 946_684_800_000

/** A timestamptz as whole milliseconds. */
export function timeAt(row: DataView, place: number): number {
  return Math.round((row.getInt32(place) * 2 ** 32 + row.getUint32(place + 4)) / 1000) + EPOCH
}

/** The bytes of the fields from a place on; null for null. */
export function* fieldsAt(row: DataView, start: number, end: number): Generator<Buffer | null> {
  for (let place = start; place < end; ) {
    const length = row.getInt32(place)
    place += LENGTH
    yield length < 0 ? null : Buffer.from(row.buffer, row.byteOffset + place, length)
    place += Math.max(0, length)
  }
}

/** Number of dimensions, flags, type; then length and lower bound of the one dimension. */
const ARRAY_HEADER = 12
const DIMENSION = 8

/** The texts of an array of jsonb; null for null. */
export function jsonTexts(array: Buffer): readonly (string | null)[] {
  if (array.readInt32BE(0) === 0) return []
  const view = new DataView(array.buffer, array.byteOffset, array.byteLength)
  // Each value bears the version of its format first.
  return [...fieldsAt(view, ARRAY_HEADER + DIMENSION, array.length)].map((one) => one?.toString('utf8', 1) ?? null)
}
