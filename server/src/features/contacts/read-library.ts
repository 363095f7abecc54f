import type pg from 'pg'
import { together } from '../../db/reading.ts'
import type { AccountLine, Event, LinesRead, Time, Transition } from '../../domain/facts.ts'
import type { Book, Library } from '../../domain/history.ts'
import type { JsonObject } from '../../domain/json.ts'

type Client = Pick<pg.Pool, 'query'>

/**
 * The books of contacts with all rows that were ever merged into them or that they were merged into, and the lines of all accounts
 * that any of them belonged to.
 */
export async function readLibrary(client: Client, contacts: readonly string[]): Promise<Library> {
  return readBooks(client, await findFamilies(client, contacts))
}

/** The books of rows that are known to be all that belong together, and the lines of their accounts. */
export async function readBooks(client: Client, rows: readonly string[]): Promise<Library> {
  const [events, transitions] = await together(
    client,
    () => readEvents(client, rows),
    () => readTransitions(client, rows),
  )
  const books = new Map<string, { contact: string; events: Event[]; transitions: Transition[] }>(
    rows.map((contact) => [contact, { contact, events: [], transitions: [] }]),
  )
  for (const event of events) books.get(event.contact)?.events.push(event)
  for (const transition of transitions) books.get(transition.contact)?.transitions.push(transition)
  const accounts = new Set<string>()
  for (const { kind, data } of events)
    if (kind === 'membership' && typeof data['account'] === 'string') accounts.add(data['account'])
  return { books: books as ReadonlyMap<string, Book>, lines: await readLines(client, [...accounts]) }
}

/** Rows tied to these by merges, made or undone, over any number of steps. */
async function findFamilies(client: Client, contacts: readonly string[]): Promise<readonly string[]> {
  const found = new Set(contacts)
  let frontier = [...found]
  while (frontier.length > 0) {
    const { rows } = await client.query<{ id: string }>({
      name: 'find-families',
      text: `select id from contacts where merged_into = any($1::uuid[])
        union
        select e.name::uuid from events e where e.contact_id = any($1::uuid[]) and e.kind = 'merge'`,
      values: [`{${frontier.join(',')}}`],
    })
    frontier = rows.map(({ id }) => id).filter((id) => !found.has(id))
    for (const id of frontier) found.add(id)
  }
  return [...found]
}

async function readEvents(client: Client, contacts: readonly string[]): Promise<readonly Event[]> {
  const { rows } = await client.query<Omit<Event, 'is' | 'stamp'> & { stamp: JsonObject | null }>({
    name: 'read-events',
    text: `select contact_id as contact, id, seq, kind, name, data, stamp, names, channel, came_by as "cameBy", at, received_at as "receivedAt"
      from events where contact_id = any($1::uuid[]) order by contact_id, id`,
    values: [`{${contacts.join(',')}}`],
  })
  return rows.map((row) => ({ ...row, is: 'event', stamp: row.stamp ?? {} }))
}

const transitionColumns = `contact_id as contact, nth, track, cycle, at, place as id, from_stage as "from", to_stage as "to", level, skipped,
  cause, reason, actor, rule, version, saw_seq as "sawSeq", saw_lines as "sawLines", floor, leaves, restated, voided_by as "voidedBy"`

type TransitionRow = Omit<Transition, 'is' | 'saw' | 'restated'> & {
  sawSeq: number
  sawLines: LinesRead
  restated: Transition['restated'] | null
}

export async function readTransitions(client: Client, contacts: readonly string[]): Promise<readonly Transition[]> {
  const { rows } = await client.query<TransitionRow>({
    name: 'read-transitions',
    text: `select ${transitionColumns} from transitions where contact_id = any($1::uuid[]) order by contact_id, nth`,
    values: [`{${contacts.join(',')}}`],
  })
  return rows.map(transitionOf)
}

/** The newest entries of a contact's ledger, the oldest of them first. */
export async function readLedgerEnd(client: Client, contact: string, limit: number): Promise<readonly Transition[]> {
  const { rows } = await client.query<TransitionRow>({
    name: 'read-ledger-end',
    text: `select ${transitionColumns} from transitions where contact_id = $1 order by nth desc limit $2`,
    values: [contact, limit],
  })
  return rows.map(transitionOf).reverse()
}

function transitionOf({ sawSeq, sawLines, restated, ...row }: TransitionRow): Transition {
  const transition = { ...row, is: 'transition' as const, saw: { seq: sawSeq, lines: sawLines } }
  return restated == null ? transition : { ...transition, restated }
}

/** The lines of accounts after a number (default: all). */
export async function readLines(
  client: Client,
  accounts: readonly string[],
  after = 0,
): Promise<ReadonlyMap<string, readonly AccountLine[]>> {
  const lines = new Map<string, AccountLine[]>()
  if (accounts.length === 0) return lines
  const { rows } = await client.query<{ account: string; seq: number; at: Time; id: string; values: JsonObject }>({
    name: 'read-lines',
    text: `select account_id as account, seq, at, place as id, "values" from account_lines where account_id = any($1::uuid[]) and seq > $2 order by account_id, seq`,
    values: [`{${accounts.join(',')}}`, after],
  })
  for (const row of rows) lines.set(row.account, [...(lines.get(row.account) ?? []), { is: 'account', ...row }])
  return lines
}
