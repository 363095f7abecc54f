import { sayEvent } from '../contract/messages/say-event.ts'
import { momentOf } from '../contract/moment.ts'
import type { TimelineEvent, TimelinePage, TimelineQuery } from '../contract/timeline.ts'
import type { TransitionView } from '../contract/transitions.ts'
import { decodeCursor, encodeCursor } from '../db/keyset.ts'
import { together } from '../db/reading.ts'
import type { Time } from '../domain/facts.ts'
import { lastIdOf, timeOfId } from '../domain/ids.ts'
import type { Json } from '../domain/json.ts'
import { type StageNames, stageNames } from '../domain/lifecycle/stage-names.ts'
import { findTransition, listMovesBetween } from '../features/contacts/list-transitions.ts'
import { findSource } from '../features/contacts/timeline.ts'
import { readTimeline, type TimelineRow, type TimelineSource } from '../features/contacts/timeline-rows.ts'
import { type Reading, reading } from './reading.ts'
import type { Ripen } from './ripen.ts'

type Client = Reading['client']

/** Events above the one that was asked for. */
const ABOVE = 20

/** A stretch of a contact's timeline: from its newest end, before or after a place, or around an event or a move. */
export function showTimeline(ripen: Ripen, contact: string, query: TimelineQuery): Promise<TimelinePage> {
  return reading(ripen, (one) => readTimelinePage(one, contact, query))
}

export async function readTimelinePage(
  { client, head }: Reading,
  contact: string,
  query: TimelineQuery,
): Promise<TimelinePage> {
  const [source, program] = await together(client, () => findSource(client, contact), head)
  const names: StageNames = program === null ? (stage) => stage : stageNames(program.document)
  const found = await readStretch(client, source, query)
  const showsMoves = query.sort === undefined || query.sort.includes('changes')
  const moves = showsMoves ? await listMovesBetween(client, contact, found, names) : []
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

async function readStretch(client: Client, source: TimelineSource, query: TimelineQuery): Promise<FoundStretch> {
  if (query.newer !== undefined)
    return readNewer(client, source, query, decodeCursor(query.newer, ['uuid'])?.[0] ?? null)
  const around = query.around === undefined ? null : await placeOf(client, query.around)
  if (around === null) return readOlder(client, source, query, decodeCursor(query.older, ['uuid'])?.[0] ?? null)
  const above = await readNewer(client, source, { ...query, limit: ABOVE }, around)
  // What stands above begins behind the place, and what stands below with it.
  const below = await readOlder(client, source, query, above.rows.at(-1)?.id ?? around)
  return { ...below, rows: [...above.rows, ...below.rows], newer: above.newer, before: above.before }
}

async function readOlder(
  client: Client,
  source: TimelineSource,
  { limit, ...filter }: TimelineQuery,
  from: string | null,
): Promise<FoundStretch> {
  const stretch = { direction: 'older', from, limit: limit + 1 } as const
  const { rows, stoppedAt } = await readTimeline(client, source, stretch, filter)
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
  client: Client,
  source: TimelineSource,
  { limit, ...filter }: TimelineQuery,
  from: string | null,
): Promise<FoundStretch> {
  const stretch = { direction: 'newer', from, limit: limit + 1 } as const
  const { rows, stoppedAt } = await readTimeline(client, source, stretch, filter)
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
async function placeOf(client: Client, asked: string): Promise<string | null> {
  const [id = '', nth] = asked.split('.')
  if (nth === undefined) return lastIdOf(timeOfId(id))
  const move = await findTransition(client, id, Number(nth), (stage) => stage)
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
