import { sayEvent } from '../contract/messages/say-event.ts'
import { momentOf } from '../contract/moment.ts'
import type { TimelineEvent, TimelinePage, TimelineQuery } from '../contract/timeline.ts'
import type { TransitionView } from '../contract/transitions.ts'
import { decodeCursor, encodeCursor } from '../db/keyset.ts'
import type { Time } from '../domain/facts.ts'
import { lastIdOf, timeOfId } from '../domain/ids.ts'
import type { Json } from '../domain/json.ts'
import { findTransition, listMovesBetween } from '../features/contacts/list-transitions.ts'
import { findRows, findUndone } from '../features/contacts/timeline.ts'
import { readTimeline, type TimelineRow, type TimelineSource } from '../features/contacts/timeline-rows.ts'
import { presentNames } from './present-names.ts'
import type { Ripen } from './ripen.ts'

/** Events above the one that was asked for. */
const ABOVE = 20

/** A stretch of a contact's timeline: from its newest end, before or after a place, or around an event or a move. */
export async function showTimeline(ripen: Ripen, contact: string, query: TimelineQuery): Promise<TimelinePage> {
  const { pool } = ripen.db
  const { rows: family, partners } = await findRows(pool, contact)
  const source: TimelineSource = { family, partners, undone: await findUndone(pool, family) }
  const found = await readStretch(ripen, source, query)
  const names = await presentNames(ripen)
  const showsMoves = query.sort === undefined || query.sort.includes('changes')
  const moves = showsMoves ? await listMovesBetween(pool, contact, found, names) : []
  const { older, newer, lookedUpTo } = found
  return {
    events: found.rows.map(viewOf),
    moves: moves.filter((move) => tells(move, query.q)),
    older: older === null ? null : encodeCursor([older]),
    newer: newer === null ? null : encodeCursor([newer]),
    lookedUpTo: lookedUpTo === null ? null : momentOf(timeOfId(lookedUpTo)),
  }
}

interface FoundStretch {
  /** The newest first. */
  readonly rows: readonly TimelineRow[]
  readonly older: string | null
  readonly newer: string | null
  readonly lookedUpTo: string | null
  /** Moves of this stretch: at or after, and before; null: without end. */
  readonly from: Time | null
  readonly before: Time | null
}

async function readStretch(ripen: Ripen, source: TimelineSource, query: TimelineQuery): Promise<FoundStretch> {
  if (query.newer !== undefined)
    return readNewer(ripen, source, query, decodeCursor(query.newer, ['uuid'])?.[0] ?? null)
  const around = query.around === undefined ? null : await placeOf(ripen, query.around)
  if (around === null) return readOlder(ripen, source, query, decodeCursor(query.older, ['uuid'])?.[0] ?? null)
  const above = await readNewer(ripen, source, { ...query, limit: ABOVE }, around)
  // What stands above begins behind the place, and what stands below with it.
  const below = await readOlder(ripen, source, query, above.rows.at(-1)?.id ?? around)
  return { ...below, rows: [...above.rows, ...below.rows], newer: above.newer, before: above.before }
}

async function readOlder(
  ripen: Ripen,
  source: TimelineSource,
  { limit, ...filter }: TimelineQuery,
  from: string | null,
): Promise<FoundStretch> {
  const stretch = { direction: 'older', from, limit: limit + 1 } as const
  const { rows, stoppedAt } = await readTimeline(ripen.db.pool, source, stretch, filter)
  const shown = rows.slice(0, limit)
  const older = rows.length > limit ? (shown.at(-1)?.id ?? null) : stoppedAt
  return {
    rows: shown,
    older,
    newer: null,
    lookedUpTo: stoppedAt,
    from: older === null ? null : timeOfId(older),
    before: from === null ? null : timeOfId(from),
  }
}

async function readNewer(
  ripen: Ripen,
  source: TimelineSource,
  { limit, ...filter }: TimelineQuery,
  from: string | null,
): Promise<FoundStretch> {
  const stretch = { direction: 'newer', from, limit: limit + 1 } as const
  const { rows, stoppedAt } = await readTimeline(ripen.db.pool, source, stretch, filter)
  const shown = rows.slice(0, limit).reverse()
  const newer = rows.length > limit ? (shown[0]?.id ?? null) : stoppedAt
  return {
    rows: shown,
    older: null,
    newer,
    lookedUpTo: null,
    from: from === null ? null : timeOfId(from),
    before: newer === null ? null : timeOfId(newer),
  }
}

/** The place right before an event, or behind all that happened when a move came about. */
async function placeOf(ripen: Ripen, asked: string): Promise<string | null> {
  const [id = '', nth] = asked.split('.')
  if (nth === undefined) return lastIdOf(timeOfId(id))
  const move = await findTransition(ripen.db.pool, id, Number(nth), (stage) => stage)
  return move === null ? null : lastIdOf(Date.parse(move.at))
}

function viewOf({ stamp, at, data, ...row }: TimelineRow): TimelineEvent {
  const { id, contact, kind, name, sort } = row
  return {
    id,
    contact,
    kind,
    name,
    sort,
    text: sayEvent({ kind, name, data }),
    at: momentOf(at),
    place: kind === 'page' || kind === 'screen' ? (textOf(data['path']) ?? name) : null,
    source: textOf(stamp?.['source']),
    campaign: textOf(stamp?.['campaign']),
    isMachine: stamp?.['human'] === false,
  }
}

const textOf = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Whether a move is about what is searched for. */
function tells({ from, to, text, reason }: TransitionView, search: string | undefined): boolean {
  const wanted = search?.toLowerCase()
  return wanted === undefined || [from, to, text, reason].some((part) => part?.toLowerCase().includes(wanted) === true)
}
