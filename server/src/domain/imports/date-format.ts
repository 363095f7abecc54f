/** A date and a time of day as the clock on a wall shows them; `offset` where the text names one, in minutes. */
export interface WallTime {
  readonly year: number
  readonly month: number
  readonly day: number
  /** Milliseconds since 00:00. */
  readonly time: number
  readonly offset: number | null
}

/** Reads a text in one format; null where it does not fit. */
export type DateFormat = (text: string) => WallTime | { readonly at: number } | null

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const TIME = String.raw`(?:[T ,]+(?<H>\d{1,2}):(?<m>\d\d)(?::(?<s>\d\d)(?:[.,](?<S>\d{1,9}))?)? ?(?<A>[AaPp]\.?[Mm]\.?)?)?`
const ZONE = String.raw`(?: ?(?<Z>[Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?))?`

const tokens: Readonly<Record<string, string>> = {
  YYYY: String.raw`(?<Y>\d{4})`,
  YY: String.raw`(?<y>\d\d)`,
  MMMM: String.raw`(?<N>\p{L}{3,9})\.?`,
  MMM: String.raw`(?<N>\p{L}{3,9})\.?`,
  MM: String.raw`(?<M>\d{1,2})`,
  M: String.raw`(?<M>\d{1,2})`,
  DD: String.raw`(?<D>\d{1,2})`,
  D: String.raw`(?<D>\d{1,2})`,
  HH: String.raw`(?<H>\d{1,2})`,
  H: String.raw`(?<H>\d{1,2})`,
  hh: String.raw`(?<H>\d{1,2})`,
  h: String.raw`(?<H>\d{1,2})`,
  mm: String.raw`(?<m>\d\d)`,
  ss: String.raw`(?<s>\d\d)`,
  SSS: String.raw`(?<S>\d{1,9})`,
  A: String.raw`(?<A>[AaPp]\.?[Mm]\.?)`,
  Z: String.raw`(?<Z>[Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)`,
}

/**
 * A format such as `M/D/YYYY` or `DD.MM.YYYY HH:mm`; one without a time of day also takes texts with one. `X` is seconds and `x`
 * milliseconds since 1970. Null where it names no day.
 */
export function dateFormat(format: string): DateFormat | null {
  if (format === 'X' || format === 'x') return epoch(format === 'X' ? 1000 : 1)
  const parts = format.match(/YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|SSS|A|Z|./gu) ?? []
  const source = parts.map((part) => tokens[part] ?? part.replace(/[.*+?^${}()|[\]\\/]/, String.raw`\$&`)).join('')
  const hasDay = /\(\?<[Yy]>/.test(source) && /\(\?<[MN]>/.test(source) && source.includes('(?<D>')
  if (!hasDay) return null
  const withTime = source.includes('(?<H>') ? source : `${source}${TIME}`
  try {
    const pattern = new RegExp(`^${withTime}${source.includes('(?<Z>') ? '' : ZONE}$`, 'u')
    return (text) => {
      const groups = pattern.exec(text)?.groups
      return groups === undefined ? null : wallTime(groups)
    }
  } catch {
    // The same part twice.
    return null
  }
}

function epoch(unit: number): DateFormat {
  return (text) => (/^-?\d{1,14}(\.\d+)?$/.test(text) ? { at: Math.floor(Number(text) * unit) } : null)
}

/** Null for a day or an hour that no calendar and no clock has. */
function wallTime(groups: Readonly<Record<string, string | undefined>>): WallTime | null {
  const year = groups['Y'] === undefined ? century(Number(groups['y'])) : Number(groups['Y'])
  const month =
    groups['N'] === undefined ? Number(groups['M']) : MONTHS.indexOf(groups['N'].slice(0, 3).toLowerCase()) + 1
  const day = Number(groups['D'])
  const time = timeOfDay(groups)
  if (month < 1 || month > 12 || day < 1 || time === null || year < 1) return null
  const date = new Date(Date.UTC(2000, month - 1, day))
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCDate() !== day) return null
  return { year, month, day, time, offset: offsetOf(groups['Z']) }
}

function century(year: number): number {
  return year + (year < 70 ? 2000 : 1900)
}

function timeOfDay({ H, m, s, S, A }: Readonly<Record<string, string | undefined>>): number | null {
  if (H === undefined) return 0
  let hour = Number(H)
  if (A !== undefined) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (/^p/i.test(A) ? 12 : 0)
  }
  const [minute, second] = [Number(m ?? 0), Number(s ?? 0)]
  if (hour > 23 || minute > 59 || second > 59) return null
  return ((hour * 60 + minute) * 60 + second) * 1000 + Number((S ?? '0').slice(0, 3).padEnd(3, '0'))
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return null
  if (!/^[+-]/.test(zone)) return 0
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  return (zone[0] === '-' ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)))
}
