import { once } from 'node:events'
import type pg from 'pg'
import { copyOut } from '../../db/copy.ts'
import type { Reads } from '../../domain/columnar/reads.ts'
import type { ReducedEvent } from '../../domain/columnar/reduce-event.ts'
import type { Time } from '../../domain/facts.ts'
import type { Json } from '../../domain/json.ts'
import { type EventKind, eventKinds } from '../../domain/vocabulary.ts'

/** One event on its way out of the database. */
export interface StreamedFact {
  readonly contact: string
  readonly at: Time
  /** What is read of it, as it came: the same text is the same fact. */
  readonly text: string
}

/** What of an event is asked for: a column of the COPY, and where its value goes. */
interface Column {
  readonly sql: string
  readonly area: 'data' | 'stamp' | 'set'
  readonly key: string
}

/** Reads the texts of a stream. */
export interface FactReader {
  /** The event of a text; `id` is there for memberships only, whose place in the history matters. */
  read(text: string): { readonly event: ReducedEvent; readonly id: string }
}

interface FactStream {
  readonly reader: FactReader
  /** All events, contact by contact, each in the order of its history. */
  readonly facts: AsyncIterable<readonly StreamedFact[]>
}

/**
 * Streams what is read of all events, and no more: by COPY, since nothing else is as cheap. Which properties are read comes from documents, so they
 * reach the query as settings of the transaction and never as part of its text.
 */
export async function streamFacts(client: pg.PoolClient, reads: Reads): Promise<FactStream> {
  const settings: string[] = []
  const setting = (value: string) => {
    settings.push(value)
    return `(select current_setting('ripen.read_${settings.length}'))`
  }
  const columns = columnsOf(reads, setting)
  const name = nameColumn(reads, setting)
  for (const [index, value] of settings.entries())
    await client.query('select set_config($1, $2, true)', [`ripen.read_${index + 1}`, value])
  const sql = `copy (
    select contact_id, (extract(epoch from at) * 1000)::bigint, kind, ${name}, channel, names,
      case when kind = 'membership' then id end${columns.map((column) => `, (${column.sql})::text`).join('')}
    from events order by contact_id, id
  ) to stdout`
  return { reader: readerOf(columns), facts: linesOf(client, sql) }
}

/** Names are read only where they are told apart. */
function nameColumn(reads: Reads, setting: (value: string) => string): string {
  const cases = eventKinds.flatMap((kind) => {
    const { names } = reads.kinds[kind]
    if (names === null || kind === 'opportunity') return [`when '${kind}' then name`]
    if (names.length === 0) return []
    return [`when '${kind}' then case when ${setting(JSON.stringify(names))}::jsonb ? name then name else '' end`]
  })
  return `case kind ${cases.join(' ')} else '' end`
}

function columnsOf(reads: Reads, setting: (value: string) => string): readonly Column[] {
  const asked = new Map<string, { area: Column['area']; key: string; kinds: EventKind[] }>()
  const ask = (area: Column['area'], key: string, kind: EventKind) => {
    const known = asked.get(`${area} ${key}`) ?? { area, key, kinds: [] }
    known.kinds.push(kind)
    asked.set(`${area} ${key}`, known)
  }
  for (const kind of eventKinds) {
    const { paths, stamps, traits } = reads.kinds[kind]
    for (const path of paths) ask('data', path, kind)
    for (const key of new Set(['human', ...paths, ...stamps])) ask('stamp', key, kind)
    if (kind === 'traits') for (const path of new Set(traits.flatMap(withHead))) ask('set', path, kind)
  }
  return [...asked.values()].map(({ area, key, kinds }) => {
    const from = area === 'set' ? `data->'set'` : area
    const value = area === 'stamp' ? `stamp->${setting(key)}` : valueSql(from, key, setting)
    // Most events have no stamp at all.
    const where = [
      ...(kinds.length === eventKinds.length ? [] : [`kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})`]),
      ...(area === 'stamp' ? ['stamp is not null'] : []),
      ...(area === 'set' ? [`jsonb_typeof(data->'set') = 'object'`] : []),
    ]
    return { area, key, sql: where.length === 0 ? value : `case when ${where.join(' and ')} then ${value} end` }
  })
}

/** A trait that is a part of another goes when the whole does. */
function withHead(path: string): readonly string[] {
  const head = path.split('.', 1)[0] ?? path
  return head === path ? [path] : [path, head]
}

/** The value at a dotted path, as `valueAt` finds it: a key that itself holds dots goes first. */
function valueSql(from: string, path: string, setting: (value: string) => string): string {
  const own = `${from}->${setting(path)}`
  const dot = path.indexOf('.')
  if (dot < 0) return own
  return `coalesce(${own}, ${valueSql(`${from}->${setting(path.slice(0, dot))}`, path.slice(dot + 1), setting)})`
}

function readerOf(columns: readonly Column[]): FactReader {
  return {
    read(text) {
      const [kind = '', name = '', channel = '', names = '0', id = '', ...values] = text.split('\t')
      const areas: Record<Column['area'], [string, Json][]> = { data: [], stamp: [], set: [] }
      for (const [index, { area, key }] of columns.entries()) {
        const value = values[index]
        if (value !== undefined && value !== '\\N') areas[area].push([key, JSON.parse(plainText(value)) as Json])
      }
      const data = Object.fromEntries(areas.data)
      return {
        id: id === '\\N' ? '' : id,
        event: {
          kind: kind as EventKind,
          name: plainText(name),
          channel: channel as ReducedEvent['channel'],
          names: Number(names),
          data: areas.set.length === 0 ? data : { ...data, set: Object.fromEntries(areas.set) },
          stamp: Object.fromEntries(areas.stamp),
        },
      }
    },
  }
}

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** A value of COPY's text format as it was. */
function plainText(value: string): string {
  return value.includes('\\') ? value.replace(/\\(.)/g, (_, letter: string) => ESCAPED[letter] ?? letter) : value
}

const ID_LENGTH = 36

async function* linesOf(client: pg.PoolClient, sql: string): AsyncGenerator<readonly StreamedFact[]> {
  const stream = copyOut(client, sql)
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const text = rest + decoder.decode(chunk, { stream: true })
      const facts: StreamedFact[] = []
      let from = 0
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        const tab = text.indexOf('\t', from + ID_LENGTH + 1)
        facts.push({
          contact: text.slice(from, from + ID_LENGTH),
          at: Number(text.slice(from + ID_LENGTH + 1, tab)),
          text: text.slice(tab + 1, end),
        })
        from = end + 1
      }
      rest = text.slice(from)
      yield facts
    }
  } finally {
    if (!stream.readableEnded) {
      stream.destroy()
      await once(stream, 'close')
    }
  }
}
