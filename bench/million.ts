import { COPY_NULL, copyLines, copyText } from '../server/src/db/copy.ts'
import type { Db } from '../server/src/db/open.ts'
import { transaction } from '../server/src/db/transaction.ts'
import { DAY, HOUR, MINUTE } from '../server/src/domain/duration.ts'
import type { Event } from '../server/src/domain/facts.ts'
import { bucketOf, timeId } from '../server/src/domain/ids.ts'
import { encodeState } from '../server/src/domain/lifecycle/encode.ts'
import { emptyState } from '../server/src/domain/lifecycle/fold.ts'
import type { Program } from '../server/src/domain/lifecycle/program.ts'
import { walk } from '../server/src/domain/lifecycle/walk.ts'
import type { EventKind } from '../server/src/domain/vocabulary.ts'
import { accountKey } from '../server/src/flows/fold-accounts.ts'
import { seeded } from '../server/src/testing/seeded.ts'

export const SEED = 20261123
/** The present of the database; its contacts came over the two years before. */
export const NOW = Date.UTC(2026, 5, 1)
const SPAN = 730 * DAY
/** Contacts that are written at once. */
const GROUP = 5000
/** One in so many contacts has events, and then so many: ten million among a million. */
const WITH_EVENTS = 4
const EVENTS = 40

const SOURCES = ['google', 'linkedin', 'newsletter', 'direct', 'partner', 'event', 'bing', 'referral', 'podcast']
const COUNTRIES = 'DE FR US GB IT ES NL BE AT CH PL SE NO DK FI IE PT CZ HU RO CA AU NZ JP SG IN BR MX ZA TR'.split(' ')
const FIRST =
  'Anna Lukas Marie Jonas Stefan Julia Markus Nina Andreas Jan Oliver Petra Sven Alice Amir Chloe David Elena Felix Grace Hugo Ines Jack Karim Lena Mia Noah Olga Paul Rosa'.split(
    ' ',
  )
const LAST =
  'Keller Brandt Vogel Sommer Krause Busch Reuter Engel Horn Lorenz Wolff Martin Bernard Dubois Moreau Smith Jones Taylor Brown Wilson Rossi Russo Ferrari Garcia Lopez Jansen Peeters Novak Kowalski Nilsson'.split(
    ' ',
  )
const ACCOUNTS = 50_000

/**
 * A database as a large company has it after two years: contacts with names, addresses, states and accounts, and on average 3.7 moves each,
 * written by COPY as the intake would have left them. The same seed gives the same rows.
 */
export async function fillContacts(db: Db, program: Program, contacts: number): Promise<void> {
  const indexes = await dropIndexes(db)
  await transaction(db, (client) =>
    copyLines(
      client,
      'accounts (id, bucket, name, domain, traits, seq, line_seq, state_key, created_at)',
      accountLines(program),
    ),
  )
  const writer = new Histories(program, seeded(SEED), contacts)
  for (let from = 0; from < contacts; from += GROUP) {
    const lines = writer.make(from, Math.min(from + GROUP, contacts))
    await transaction(
      db,
      async (client) => {
        for (const [table, of] of Object.entries(lines)) await copyLines(client, columns[table as Table], of)
      },
      { unlimited: true },
    )
  }
  await transaction(
    db,
    async (client) => {
      for (const definition of indexes) await client.query(definition)
    },
    { unlimited: true },
  )
}

/** Writing a million rows into indexes one by one takes longer than making the indexes afterwards. */
async function dropIndexes(db: Db): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where schemaname = current_schema() and tablename = any($1::text[])
       and indexname not in (select conname from pg_constraint)`,
    [Object.keys(columns)],
  )
  for (const { name } of rows) await db.pool.query(`drop index "${name}"`)
  return rows.map(({ definition }) => definition)
}

const columns = {
  contacts:
    'contacts (id, bucket, seq, nth, state, state_key, decision_key, version, account_id, known, source, email, name, traits, created_at, unplaced)',
  identities: 'identities (kind, value, contact_id, claimed_at)',
  positions: 'positions (contact_id, track, bucket, stage, since, cycle, cause, nth)',
  transitions: `transitions (contact_id, nth, bucket, track, cycle, at, place, from_stage, to_stage, skipped, cause, actor, rule, version,
    saw_seq, saw_lines, leaves, recorded_at, imported, replayed, original_source, tipping_source, origin, campaign, owner, team, country)`,
  events:
    'events (contact_id, id, bucket, seq, kind, name, data, names, channel, source, message_key, at, received_at)',
} as const
type Table = keyof typeof columns

const isoOf = (at: number) => new Date(at).toISOString()

function accountId(account: number): string {
  return timeId(NOW - SPAN, account, bytesOf(account))
}

function bytesOf(number: number): Uint8Array {
  const mixed = Math.imul(number + 1, 0x9e3779b1) >>> 0
  return Uint8Array.from([0, number >>> 16, number >>> 8, number, mixed >>> 8, mixed])
}

function accountLines(program: Program): readonly string[] {
  const key = accountKey(program)
  return Array.from({ length: ACCOUNTS }, (_, account) => {
    const id = accountId(account)
    return `${id}\t${bucketOf(id)}\tCompany ${account}\tcompany-${account}.example\t{}\t0\t0\t${key}\t${isoOf(NOW - SPAN)}\n`
  })
}

class Histories {
  readonly #program: Program
  readonly #random: () => number
  readonly #contacts: number
  readonly #states: readonly string[]
  readonly #stages: readonly string[]
  #lines: Record<Table, string[]> = newLines()

  constructor(program: Program, random: () => number, contacts: number) {
    this.#program = program
    this.#random = random
    this.#contacts = contacts
    this.#stages = program.tracks[0]?.stages.map(({ key }) => key).slice(0, 8) ?? []
    this.#states = Array.from({ length: 300 }, () => livedState(program, random))
  }

  make(from: number, to: number): Readonly<Record<Table, readonly string[]>> {
    this.#lines = newLines()
    for (let contact = from; contact < to; contact++) this.#live(contact)
    return this.#lines
  }

  #live(contact: number): void {
    const random = this.#random
    const created = Math.floor(NOW - SPAN + ((contact + random()) * SPAN) / this.#contacts)
    const id = timeId(created, contact, bytesOf(contact))
    const bucket = bucketOf(id)
    const [first, last] = [this.#one(FIRST), this.#one(LAST)]
    const email = `${first}.${last}${contact}@company-${contact % ACCOUNTS}.example`.toLowerCase()
    // One in twenty is known and in no stage.
    const nth = random() < 0.05 ? 0 : this.#moves(id, bucket, created)
    const seq = contact % WITH_EVENTS === 0 ? this.#act(id, bucket, created) : 5
    const traits = JSON.stringify({ email, firstName: first, lastName: last, company: `Company ${contact % ACCOUNTS}` })
    this.#lines.identities.push(`email\t${email}\t${id}\t${isoOf(created)}\n`)
    this.#lines.contacts.push(
      `${id}\t${bucket}\t${seq}\t${nth}\t${copyText(this.#one(this.#states))}\t${this.#program.stateKey}\t${this.#program.decisionKey}\t1\t` +
        `${random() < 0.6 ? accountId(contact % ACCOUNTS) : COPY_NULL}\t1\t${this.#one(SOURCES)}\t${email}\t${first} ${last}\t${traits}\t` +
        `${isoOf(created)}\t${nth === 0}\n`,
    )
  }

  /** @returns how many moves it made */
  #moves(id: string, bucket: number, created: number): number {
    const random = this.#random
    const [source, tipping] = [this.#one(SOURCES), this.#one(SOURCES)]
    const stamps = `${source}\t${tipping}\t${random() < 0.7 ? 'inbound' : 'outbound'}\tcampaign-${Math.floor(300 * random() ** 2)}\t${
      random() < 0.3 ? COPY_NULL : `owner-${Math.floor(random() * 40)}`
    }\t${random() < 0.6 ? 'marketing' : 'sales'}\t${this.#one(COUNTRIES)}`
    let [nth, at, stage] = [0, created, COPY_NULL as string]
    let index = random() < 0.8 ? 0 : 1
    while (index < this.#stages.length && at < NOW) {
      const to = this.#stages[index] ?? ''
      nth += 1
      this.#lines.transitions.push(
        `${id}\t${nth}\t${bucket}\tmain\t1\t${isoOf(at)}\t${id}\t${stage}\t${to}\t[]\trule\t"system"\tstages.${to}\t1\t${nth}\t{}\t[]\t` +
          `${isoOf(at)}\tf\tf\t${stamps}\n`,
      )
      this.#lines.positions[nth === 1 ? this.#lines.positions.length : this.#lines.positions.length - 1] =
        `${id}\tmain\t${bucket}\t${to}\t${isoOf(at)}\t1\trule\t${nth}\n`
      stage = to
      if (random() > 0.83) break
      index += random() < 0.9 ? 1 : 2
      at += Math.floor(HOUR + 30 * DAY * random() ** 4 * (1 + index))
    }
    return nth
  }

  #act(id: string, bucket: number, created: number): number {
    let at = created
    for (let seq = 1; seq <= EVENTS; seq++) {
      const word = Math.floor(this.#random() ** 2 * WORDS.length)
      const [kind, name] = WORDS[word] ?? ['page', 'Page']
      const event = timeId(at, seq, bytesOf(word + seq * 7919))
      this.#lines.events.push(
        `${id}\t${event}\t${bucket}\t${seq}\t${kind}\t${name}\t{"path": "/pricing", "title": "A page"}\t1\tserver\tbench\t` +
          `\\\\x${event.replaceAll('-', '')}\t${isoOf(at)}\t${isoOf(at)}\n`,
      )
      at += Math.floor(MINUTE + this.#random() ** 3 * 20 * DAY)
    }
    return EVENTS
  }

  #one<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.#random() * values.length)] as Value
  }
}

const newLines = (): Record<Table, string[]> => ({
  contacts: [],
  identities: [],
  positions: [],
  transitions: [],
  events: [],
})

/** What contacts do, the commonest first. */
const WORDS: readonly (readonly [EventKind, string])[] = [
  ['page', 'Home'],
  ['page', 'Pricing'],
  ['page', 'Product'],
  ['communication', 'Email Opened'],
  ['page', 'Blog'],
  ['communication', 'Email Clicked'],
  ['track', 'Content Downloaded'],
  ['track', 'Video Watched'],
  ['track', 'Webinar Attended'],
  ['conversion', 'demo'],
]

/** The folded state of somebody who did a few things, as lists read points out of it. */
function livedState(program: Program, random: () => number): string {
  const events: Event[] = []
  const add = (kind: EventKind, name: string, data: Event['data']) => {
    const seq = events.length + 1
    const at = Math.floor(NOW - 60 * DAY + seq * HOUR)
    const id = timeId(at, seq, new Uint8Array(6))
    const context = {
      contact: 'contact',
      cameBy: null,
      seq,
      receivedAt: at,
      channel: 'server',
      names: 1,
      stamp: {},
    } as const
    events.push({ is: 'event', at, id, kind, name, data, ...context })
  }
  add('traits', '', { set: { title: 'Head of Data', country: 'DE' } })
  for (let count = Math.floor(random() * 20); count > 0; count--) add('page', 'Page', { path: '/pricing' })
  for (let count = Math.floor(random() * 5); count > 0; count--) add('track', 'Content Downloaded', {})
  const options = { until: NOW, saw: { seq: 0, lines: {} }, nth: 0, wakeAt: null }
  return encodeState(program, walk(program, emptyState(program, 'contact'), events, options).state)
}
