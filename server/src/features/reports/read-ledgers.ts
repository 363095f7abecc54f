import type pg from 'pg'
import { EMPTY } from '../../domain/cells.ts'
import { RESTATED, type StageKey, type Time, UNDATED } from '../../domain/facts.ts'
import type { LedgerEntry } from '../../domain/reports/contribution.ts'

type Client = Pick<pg.Pool, 'query'>

interface LedgerRow extends LedgerEntry {
  /** The number of the event that voided it; 0 where that event is not of this row; null where it stands. */
  readonly voidedAt: number | null
}

/** A contact as the reports count it. */
export interface Ledger {
  readonly contact: string
  readonly version: number
  readonly merged: boolean
  readonly rows: readonly LedgerRow[]
}

interface Row {
  readonly contact: string
  readonly nth: number
  readonly track: string
  readonly from: StageKey | null
  readonly to: StageKey
  readonly at: Time
  readonly rule: string | null
  readonly voidedBy: string | null
  readonly stamps: readonly (string | null)[]
}

/** The ledgers of contacts, each in the order of recording. */
export async function readLedgers(client: Client, contacts: readonly string[]): Promise<readonly Ledger[]> {
  const ids = `{${contacts.join(',')}}`
  const { rows: people } = await client.query<{ id: string; version: number; merged: boolean }>({
    name: 'read-ledger-contacts',
    text: 'select id, version, merged_into is not null as merged from contacts where id = any($1::uuid[])',
    values: [ids],
  })
  const { rows } = await client.query<Row>({
    name: 'read-ledgers',
    text: `select contact_id as contact, nth, track, from_stage as "from", to_stage as "to", at, rule, voided_by as "voidedBy",
        array[original_source, tipping_source, origin, campaign, owner, team, country, account_tier, version::text] as stamps
      from transitions where contact_id = any($1::uuid[]) order by contact_id, nth`,
    values: [ids],
  })
  const voided = rows.filter(({ voidedBy }) => voidedBy !== null)
  const numbers = voided.length === 0 ? new Map<string, number>() : await numbersOf(client, voided)
  const ledgers = new Map<string, LedgerRow[]>(people.map(({ id }) => [id, []]))
  for (const row of rows) ledgers.get(row.contact)?.push(ledgerRow(row, numbers))
  return people.map(({ id, version, merged }) => ({ contact: id, version, merged, rows: ledgers.get(id) ?? [] }))
}

function ledgerRow(row: Row, numbers: ReadonlyMap<string, number>): LedgerRow {
  const { nth, track, from, to, at, rule, voidedBy } = row
  return {
    nth,
    track,
    from,
    to,
    at,
    excluded: rule?.startsWith('exclude.') === true,
    undated: rule === UNDATED || rule === RESTATED,
    stamps: row.stamps.map((stamp) => stamp ?? EMPTY),
    voidedAt: voidedBy === null ? null : (numbers.get(`${row.contact} ${voidedBy}`) ?? 0),
  }
}

async function numbersOf(client: Client, voided: readonly Row[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ contact: string; id: string; seq: number }>({
    name: 'read-void-numbers',
    text: `select e.contact_id as contact, e.id, e.seq
      from unnest($1::uuid[], $2::uuid[]) as v(contact, event)
      cross join lateral (select contact_id, id, seq from events where contact_id = v.contact and id = v.event limit 1) e`,
    values: [`{${voided.map(({ contact }) => contact).join(',')}}`, `{${voided.map((row) => row.voidedBy).join(',')}}`],
  })
  return new Map(rows.map(({ contact, id, seq }) => [`${contact} ${id}`, seq]))
}
