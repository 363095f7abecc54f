import type { ContactItem, ContactsQuery } from '../contract/contacts.ts'
import type { Page, Total } from '../contract/page.ts'
import { transaction } from '../db/transaction.ts'
import { AppError } from '../domain/app-error.ts'
import { atLocal, dateOf, localDay } from '../domain/calendar/zone.ts'
import type { StageKey } from '../domain/facts.ts'
import { cellOf } from '../domain/reports/contribution.ts'
import { ALL } from '../domain/reports/dimensions.ts'
import { type Sums, sumsOfAll } from '../domain/reports/sums.ts'
import { WEEK } from '../domain/reports/week.ts'
import type { Lens } from '../features/contacts/contact-item.ts'
import type { Door } from '../features/contacts/door.ts'
import { listBehind } from '../features/contacts/list-behind.ts'
import { cellsOfDays, cellsOfValue } from '../features/reports/cells-of.ts'
import { type Frame, frameOf, momentsOf, stageOf } from './reports/frame.ts'
import { openEvents } from './reports/open-events.ts'
import type { Ripen } from './ripen.ts'

const WORDS = [
  ...(['entered', 'reached', 'from', 'passed', 'moved', 'by', 'key', 'since', 'until'] as const),
  ...(['did', 'and', 'next', 'kinds'] as const),
]
const OTHERS = ['email', 'id', 'q'] as const

/** Whether a list is asked for by a number of a report. */
export function isDoor(query: ContactsQuery): boolean {
  return WORDS.some((word) => query[word] !== undefined)
}

/** The people behind a number of a report, and that number. */
export async function openDoor(
  ripen: Ripen,
  query: ContactsQuery,
  present: Lens,
): Promise<Page<ContactItem> & { total: Total }> {
  refuseNonsense(query)
  if (query.did !== undefined) return openEvents(ripen, query.did, query, present)
  const frame = await frameOf(ripen, query)
  const { door, count } = doorOf(ripen, frame, query)
  const lens = { ...present, track: frame.head.track }
  const total = await count()
  // To find that nobody has a value, all that could have it would be looked at.
  if (total.exact && total.count === 0) return { items: [], next: null, total }
  const page = await transaction(ripen.db, (client) => listBehind(client, door, query, lens), { mode: 'read only' })
  return { ...page, total }
}

function refuseNonsense(query: ContactsQuery): void {
  const has = (word: keyof ContactsQuery) => query[word] !== undefined
  const needs = (word: (typeof WORDS)[number], ...others: readonly (keyof ContactsQuery)[]) => {
    if (has(word) && !others.some(has))
      throw new AppError(
        'invalid',
        `\`${word}\` needs ${others.map((other) => `\`${other}\``).join(' or ')} beside it.`,
      )
  }
  const apart = (one: keyof ContactsQuery, other: keyof ContactsQuery) => {
    if (has(one) && has(other)) throw new AppError('invalid', `\`${one}\` has no meaning beside \`${other}\`.`)
  }
  needs('by', 'key')
  needs('key', 'by')
  needs('by', 'entered', 'reached', 'stage')
  needs('from', 'entered', 'reached')
  needs('passed', 'from')
  needs('since', 'entered', 'reached', 'did')
  needs('until', 'entered', 'reached', 'did')
  needs('and', 'did')
  needs('next', 'did')
  needs('kinds', 'next')
  apart('and', 'next')
  for (const word of ['entered', 'reached', 'stage'] as const) apart('did', word)
  needs('moved', 'stage')
  apart('entered', 'reached')
  apart('moved', 'by')
  for (const word of ['entered', 'reached'] as const) apart(word, 'stage')
  for (const other of OTHERS) for (const word of WORDS) apart(other, word)
}

interface Opened {
  readonly door: Door
  count(): Promise<Total>
}

function doorOf(ripen: Ripen, frame: Frame, query: ContactsQuery): Opened {
  const { head, program } = frame
  const { by = null, key = null } = query
  const shared = { by, key, ...momentsOf(program.zone, head.since, head.until) }
  const exactly = async (countOf: (sums: Sums) => number): Promise<Total> => {
    const sums = sumsOfAll(await cellsOfValue(ripen.db.pool, head, key ?? ALL))
    return { count: countOf(sums), exact: head.counting === null }
  }
  if (query.moved !== undefined) return movedDoor(ripen, frame, query.moved, query.stage ?? '')
  if (query.from !== undefined) return wentOnDoor(frame, query, query.from, shared, exactly)
  if (query.entered !== undefined) {
    const stage = stageOf(frame, query.entered, 'all')
    return {
      door: { ...shared, behind: 'entries', stages: [stage], dated: true, later: null },
      count: () => exactly((sums) => sums.of(cellOf.entered(stage))),
    }
  }
  if (query.reached !== undefined) {
    const stage = stageOf(frame, query.reached, 'all')
    return {
      door: { ...shared, behind: 'entries', stages: stageAndLater(frame, stage), dated: false, later: null },
      count: () => exactly((sums) => sums.of(cellOf.reached(stage))),
    }
  }
  const stage = stageOf(frame, query.stage ?? '', 'all')
  return { door: { ...shared, behind: 'present', stage }, count: () => exactly((sums) => sums.of(cellOf.now(stage))) }
}

function wentOnDoor(
  frame: Frame,
  { entered, reached, passed = 'yes' }: ContactsQuery,
  first: string,
  shared: Pick<Door, 'by' | 'key' | 'since' | 'until'>,
  exactly: (countOf: (sums: Sums) => number) => Promise<Total>,
): Opened {
  const from = stageOf(frame, first, 'way')
  const to = stageOf(frame, entered ?? reached ?? '', 'way')
  if (frame.stages.indexOf(to) <= frame.stages.indexOf(from))
    throw new AppError('invalid', `“${to}” does not come after “${from}”.`)
  const later =
    entered === undefined
      ? { stages: stageAndLater(frame, to), dated: false, passed: passed === 'yes' }
      : { stages: [to], dated: true, passed: passed === 'yes' }
  const cell = entered === undefined ? cellOf.passed(from, to) : cellOf.followed(from, to)
  return {
    door: { ...shared, behind: 'entries', stages: [from], dated: true, later },
    count: () => exactly((sums) => (passed === 'yes' ? sums.of(cell) : sums.of(cellOf.entered(from)) - sums.of(cell))),
  }
}

function movedDoor(ripen: Ripen, frame: Frame, way: 'in' | 'out', name: string): Opened {
  const stage = stageOf(frame, name, 'all')
  const { zone } = frame.program
  const today = localDay(zone, ripen.now())
  const first = today - WEEK + 1
  const period = { since: atLocal(zone, first, 0), until: atLocal(zone, today + 1, 0) }
  return {
    door: {
      by: null,
      key: null,
      ...period,
      behind: 'moves',
      way,
      stage,
      stages: way === 'in' ? [stage] : [...frame.track.byKey.keys()],
    },
    async count() {
      const sums = sumsOfAll(await cellsOfDays(ripen.db.pool, frame.head.track, dateOf(first), dateOf(today)))
      // Whoever moved twice is counted twice there, and shown once here.
      return { count: sums.of(way === 'in' ? cellOf.movedIn(stage) : cellOf.movedOut(stage)), exact: false }
    },
  }
}

/** A stage with the later ones; a detour alone. */
function stageAndLater({ stages }: Frame, stage: StageKey): readonly StageKey[] {
  const order = stages.indexOf(stage)
  return order < 0 ? [stage] : stages.slice(order)
}
