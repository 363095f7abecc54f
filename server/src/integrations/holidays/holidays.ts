import Holidays from 'date-holidays'
import { AppError } from '../../domain/app-error.ts'

/**
 * The public holidays of a region as ascending local dates (`2026-12-25`), both years included.
 *
 * `region` is a country, state or district as in `DE`, `DE-BE`, `DE-BY-A`. Holidays that begin during the day (half
 * of Christmas Eve, say) are left out: a calendar's half days are for them. Throws AppError `unknown_region`, which
 * names regions that were perhaps meant.
 */
export function holidayDates(region: string, fromYear: number, toYear: number): readonly string[] {
  const key = `${region} ${fromYear} ${toYear}`
  const known = workedOut.get(key)
  if (known !== undefined) return known
  const dates = workOut(region, fromYear, toYear)
  if (workedOut.size >= MOST_KEPT) workedOut.clear()
  workedOut.set(key, dates)
  return dates
}

/** The library goes through every rule of every year, which for twenty years takes a tenth of a second; a draft is checked while one types. */
const workedOut = new Map<string, readonly string[]>()
const MOST_KEPT = 100

function workOut(region: string, fromYear: number, toYear: number): readonly string[] {
  const holidays = openRegion(region)
  const dates = new Set<string>()
  for (let year = fromYear; year <= toYear; year += 1) {
    for (const { date, start, end, type } of holidays.getHolidays(year)) {
      if (type !== 'public' || !date.includes(' 00:00')) continue
      // Days that a clock change makes longer or shorter are days all the same.
      const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000))
      for (let nth = 0; nth < days; nth += 1) dates.add(addDays(date.slice(0, 10), nth))
    }
  }
  return [...dates].filter((date) => Number(date.slice(0, 4)) <= toYear).sort()
}

/** Whether holidays are known for a region. */
export function isHolidayRegion(region: string): boolean {
  return findFault(region) === null
}

function openRegion(region: string): Holidays {
  const fault = findFault(region)
  if (fault) throw new AppError('unknown_region', fault)
  const [country = '', state, district] = region.toUpperCase().split('-')
  if (state === undefined) return new Holidays(country)
  return district === undefined ? new Holidays(country, state) : new Holidays(country, state, district)
}

/** What is wrong with the name of a region, as a sentence; null where nothing is. */
function findFault(region: string): string | null {
  const atlas = new Holidays()
  const [country = '', state, district, ...more] = region.toUpperCase().split('-')
  const countries = bothNames(atlas.getCountries('en'), atlas.getCountries())
  if (!Object.hasOwn(countries, country) || more.length > 0) return sentence(region, countries, '', country)
  const states = state === undefined ? {} : (atlas.getStates(country) ?? {})
  if (state !== undefined && !Object.hasOwn(states, state)) return sentence(region, states, `${country}-`, state)
  const districts = state === undefined || district === undefined ? {} : (atlas.getRegions(country, state) ?? {})
  if (district === undefined || Object.hasOwn(districts, district)) return null
  return sentence(region, districts, `${country}-${state}-`, district)
}

/** `Germany / Deutschland`: people ask by either name. */
function bothNames(english: Readonly<Record<string, string>>, own: Readonly<Record<string, string>>) {
  const entries = Object.entries(english).map(([code, name]) => [
    code,
    own[code] === name ? name : `${name} / ${own[code]}`,
  ])
  return Object.fromEntries(entries) as Record<string, string>
}

function sentence(region: string, known: Readonly<Record<string, string>>, prefix: string, asked: string): string {
  const all = Object.entries(known).map(([code, name]) => ({ code, name, away: distance(asked, code, name, region) }))
  const near = all.sort((a, b) => a.away - b.away || (a.code < b.code ? -1 : 1)).slice(0, 5)
  const meant = near.map(({ code, name }) => `${prefix}${code} (${name})`).join(', ')
  const country = prefix.slice(0, -1)
  const hint = meant ? `Perhaps you meant ${meant}.` : `${country} has no parts of its own: write ${country}.`
  return `There are no holidays for the region "${region}". ${hint}`
}

/** How far a region is from what was asked: 0 by name or initials (UK), else by the letters that differ. */
function distance(asked: string, code: string, name: string, region: string): number {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
  const wanted = [asked, region].map(plain)
  if (wanted.some((text) => text.length > 2 && plain(name).includes(text))) return 0
  const initials = plain(name.split(' / ')[0] ?? '').match(/\b\p{L}/gu)
  if (initials?.join('') === asked) return 0
  const letters = [...code].filter((letter, place) => asked[place] === letter).length
  return 1 + Math.max(code.length, asked.length) - letters
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
