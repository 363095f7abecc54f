import type pg from 'pg'
import { fieldsAt, jsonTexts, readBinaryRows, timeAt } from '../../db/copy-binary.ts'
import type { Reads } from '../../domain/columnar/reads.ts'
import type { ReducedEvent } from '../../domain/columnar/reduce-event.ts'
import type { Time } from '../../domain/facts.ts'
import type { Json } from '../../domain/json.ts'
import { type EventKind, eventKinds } from '../../domain/vocabulary.ts'

/** Where the parts of a streamed event lie in its row, from where the row starts: each behind its length, all behind their number. */
export const CONTACT = 6
export const ID = CONTACT + 16 + 4
const AT = ID + 16 + 4
/** What is read of the event, to the end of the row: the same bytes are the same fact, its contact, time and id aside. */
export const FACT = AT + 8

export function timeOf(row: DataView, start: number): Time {
  return timeAt(row, start + AT)
}

/** What of an event is asked for, and where its value goes. */
interface Value {
  readonly sql: string
  readonly area: 'data' | 'stamp' | 'set'
  readonly key: string
}

export interface EventStream {
  /** The event of the bytes from FACT on. */
  read(row: DataView, start: number, end: number): ReducedEvent
  /**
   * Gives what is read of all events, and no more, in no order: putting them in order is cheaper done here, for PostgreSQL would carry whole rows
   * about.
   * @param range of the ids of the contacts, `upTo` left out; null: without end
   */
  each(range: IdsBetween, take: (row: DataView, start: number, end: number) => void): Promise<void>
}

interface IdsBetween {
  readonly from: string | null
  readonly upTo: string | null
}

/**
 * Streams events by binary COPY, since nothing else is as cheap. Which properties are read comes from documents, so they reach the query as
 * settings of the transaction and never as part of its text.
 */
export async function streamEvents(client: pg.PoolClient, reads: Reads): Promise<EventStream> {
  const settings: string[] = []
  const setting = (value: string) => {
    settings.push(value)
    return `current_setting('ripen.read_${settings.length}')`
  }
  const values = new Map(eventKinds.map((kind) => [kind, valuesOf(reads, kind, setting)]))
  const columns = `contact_id, id, at, kind, ${nameColumn(reads, setting)}, channel, names, ${valuesColumn(values)}`
  const [from, upTo] = [settings.length + 1, settings.length + 2]
  for (const [index, value] of settings.entries()) await set(client, index + 1, value)
  return {
    read: (row, start, end) => readEvent(values, row, start, end),
    async each(range, take) {
      const conditions: string[] = []
      if (range.from !== null) {
        await set(client, from, range.from)
        conditions.push(`contact_id >= (select current_setting('ripen.read_${from}')::uuid)`)
      }
      if (range.upTo !== null) {
        await set(client, upTo, range.upTo)
        conditions.push(`contact_id < (select current_setting('ripen.read_${upTo}')::uuid)`)
      }
      const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`
      await readBinaryRows(client, `select ${columns} from events${where}`, take)
    },
  }
}

async function set(client: pg.PoolClient, number: number, value: string): Promise<void> {
  await client.query('select set_config($1, $2, true)', [`ripen.read_${number}`, value])
}

/** Each kind is compared in turn for every event, so the common ones go first. */
const COMMON: readonly EventKind[] = ['page', 'track', 'communication', 'traits', 'screen']
const kindsByUse = [...COMMON, ...eventKinds.filter((kind) => !COMMON.includes(kind))]

/** Names are read only where they are told apart. */
function nameColumn(reads: Reads, setting: (value: string) => string): string {
  const lists = new Map<string, string>()
  const listOf = (names: readonly string[]) => {
    const text = JSON.stringify(names)
    const known = lists.get(text)
    if (known !== undefined) return known
    const sql = `any ((select array(select jsonb_array_elements_text(${setting(text)}::jsonb)))::text[])`
    lists.set(text, sql)
    return sql
  }
  const cases = kindsByUse.flatMap((kind) => {
    const { names } = reads.kinds[kind]
    if (names === null || kind === 'opportunity') return [`when '${kind}' then name`]
    if (names.length === 0) return []
    return [`when '${kind}' then case when name = ${listOf(names)} then name else '' end`]
  })
  return `case kind ${cases.join(' ')} else '' end`
}

function valuesOf(reads: Reads, kind: EventKind, setting: (value: string) => string): readonly Value[] {
  const { paths, stamps, traits } = reads.kinds[kind]
  const once = (sql: string) => `(select ${sql})`
  const quoted = (value: string) => once(setting(value))
  const set = kind === 'traits' ? [...new Set(traits.flatMap(withHead))] : []
  return [
    ...paths.map((key): Value => ({ area: 'data', key, sql: valueSql('data', key, quoted) })),
    ...set.map((key): Value => ({ area: 'set', key, sql: valueSql(`data->'set'`, key, quoted) })),
    ...[...new Set(['human', ...paths, ...stamps])].map(
      (key): Value => ({ area: 'stamp', key, sql: `stamp->${quoted(key)}` }),
    ),
  ]
}

/** A trait that is a part of another goes when the whole does. */
function withHead(path: string): readonly string[] {
  const head = path.split('.', 1)[0] ?? path
  return head === path ? [path] : [path, head]
}

/** The value at a dotted path, as `valueAt` finds it: a key that itself holds dots goes first. */
function valueSql(from: string, path: string, quoted: (value: string) => string): string {
  const own = `${from}->${quoted(path)}`
  const dot = path.indexOf('.')
  if (dot < 0) return own
  return `coalesce(${own}, ${valueSql(`${from}->${quoted(path.slice(0, dot))}`, path.slice(dot + 1), quoted)})`
}

/** The values of an event in the order of its kind's; most events have no stamp at all, so those of stamps come last and may be missing. */
function valuesColumn(values: ReadonlyMap<EventKind, readonly Value[]>): string {
  const cases = kindsByUse.map((kind) => {
    const all = values.get(kind) ?? []
    const some = all.filter(({ area }) => area !== 'stamp')
    const list = (of: readonly Value[]) => (of.length === 0 ? 'null' : `array[${of.map(({ sql }) => sql).join(', ')}]`)
    return `when '${kind}' then case when stamp is null then ${list(some)} else ${list(all)} end`
  })
  return `case kind ${cases.join(' ')} end`
}

function readEvent(
  values: ReadonlyMap<EventKind, readonly Value[]>,
  row: DataView,
  start: number,
  end: number,
): ReducedEvent {
  const [kindBytes, name, channel, names, array] = [...fieldsAt(row, start, end)]
  const kind = (kindBytes?.toString() ?? '') as EventKind
  const found: Record<Value['area'], [string, Json][]> = { data: [], stamp: [], set: [] }
  const texts = array == null ? [] : jsonTexts(array)
  for (const [index, { area, key }] of (values.get(kind) ?? []).entries()) {
    const text = texts[index]
    if (text != null) found[area].push([key, JSON.parse(text) as Json])
  }
  const data = Object.fromEntries(found.data)
  return {
    kind,
    name: name?.toString() ?? '',
    channel: (channel?.toString() ?? '') as ReducedEvent['channel'],
    names: names?.readInt16BE() ?? 0,
    data: kind === 'traits' ? { ...data, set: Object.fromEntries(found.set) } : data,
    stamp: Object.fromEntries(found.stamp),
  }
}
