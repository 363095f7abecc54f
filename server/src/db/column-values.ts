import pg from 'pg'

type Parse = (text: string) => unknown

const { builtins } = pg.types
const arrays = { int8: 1016, numeric: 1231, timestamptz: 1185, date: 1182, text: 1009 } as const

const driver = pg.types.getTypeParser as (oid: number, format?: 'text' | 'binary') => Parse
const parseDate = driver(builtins.TIMESTAMPTZ) as (text: string) => Date | number
const parseDates = driver(arrays.timestamptz) as (text: string) => (Date | number | null)[]
const parseStrings = driver(arrays.text) as (text: string) => (string | null)[]

const parsers = new Map<number, Parse>([
  [builtins.INT8, Number],
  [builtins.TIMESTAMPTZ, parseTime],
  // A calendar day has no time zone: as a Date it would move with the machine's.
  [builtins.DATE, (text) => text],
  [arrays.int8, (text) => parseStrings(text).map(numberOrNull)],
  [arrays.numeric, parseStrings],
  [arrays.date, parseStrings],
  [arrays.timestamptz, (text) => parseDates(text).map(numberOrNull)],
])

/**
 * How columns arrive: timestamptz as whole milliseconds (number), int8 as number, bytea as Buffer, numeric and date as
 * string, and arrays of these likewise. What is not named here keeps the driver's way.
 */
export const columnTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): Parse {
    const ours = format === 'binary' ? undefined : parsers.get(oid)
    return ours ?? driver(oid, format)
  },
}

/** A time in milliseconds as a parameter for a timestamptz column (or as an element of a timestamptz[]). */
export function sqlTime(milliseconds: number): string {
  if (milliseconds !== lastTime) {
    lastTime = milliseconds
    lastText = new Date(milliseconds).toISOString()
  }
  return lastText
}

// The events of a group mostly share their times, and making the text costs more than comparing a number.
let lastTime = 0
let lastText = '1970-01-01T00:00:00.000Z'

function numberOrNull(entry: unknown): number | null {
  return entry === null ? null : Number(entry)
}

function parseTime(text: string): number {
  // Connections speak UTC, so this form is all but certain; the driver's own parser is five times slower.
  if (text.endsWith('+00') && text.charCodeAt(10) === 32) {
    return Date.parse(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
  }
  return Number(parseDate(text))
}
