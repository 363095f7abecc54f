import { z } from 'zod'
import { AppError } from '../domain/app-error.ts'

export class InvalidCursor extends AppError {
  override name = 'InvalidCursor'
  constructor() {
    super('invalid', 'The cursor is not one that a list of Ripen gave. Begin again without it.')
  }
}

const shape = z.array(z.union([z.string(), z.number(), z.null()])).max(8)
type Place = z.infer<typeof shape>

/** The place behind the last row of a page, as opaque text. */
export function encodeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/**
 * The place that `encodeCursor` wrote down, where its entries are of these kinds; null for the first page.
 *
 * @throws {InvalidCursor}
 */
export function decodeCursor<const Kinds extends readonly (keyof KindOf)[]>(
  cursor: string | undefined,
  kinds: Kinds,
): { -readonly [Index in keyof Kinds]: KindOf[Kinds[Index]] } | null {
  if (cursor === undefined) return null
  const place = readPlace(cursor)
  const fits = place.length === kinds.length && kinds.every((kind, index) => isOf(kind, place[index] ?? null))
  if (!fits) throw new InvalidCursor()
  return place as { -readonly [Index in keyof Kinds]: KindOf[Kinds[Index]] }
}

interface KindOf {
  uuid: string
  time: number
  count: number
  text: string
  'time?': number | null
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** What a Date, and a timestamptz, can hold. */
const furthest = 8_640_000_000_000_000

function isOf(kind: keyof KindOf, value: Place[number]): boolean {
  switch (kind) {
    case 'uuid':
      return typeof value === 'string' && uuid.test(value)
    case 'text':
      return typeof value === 'string'
    case 'count':
      return Number.isInteger(value) && Math.abs(Number(value)) <= 2_147_483_647
    case 'time?':
      return value === null || isOf('time', value)
    case 'time':
      return Number.isInteger(value) && Math.abs(Number(value)) <= furthest
  }
}

function readPlace(cursor: string): Place {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw new InvalidCursor()
  }
}

/** The first `limit` of one row more than that, and the cursor of the page after them. */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => Place,
): { shown: Row[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { shown, next: rows.length > limit && last !== undefined ? encodeCursor(placeOf(last)) : null }
}
