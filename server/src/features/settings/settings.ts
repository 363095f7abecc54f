import type pg from 'pg'
import { SeenContacts, type SettingsView } from '../../contract/sign-in.ts'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

/** What administrators set in the app. */
export async function readSettings(client: Client): Promise<SettingsView> {
  const { rows } = await client.query<{ sees: string | null }>(
    `select value->>'sees' as sees from settings where key = 'sales'`,
  )
  return { salesSees: SeenContacts.safeParse(rows[0]?.sees).data ?? 'all' }
}

export async function saveSettings(client: Client, { salesSees }: SettingsView, now: Time): Promise<void> {
  await client.query(
    `insert into settings (key, value, changed_at) values ('sales', $1, $2)
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at`,
    [JSON.stringify({ sees: salesSees }), sqlTime(now)],
  )
}
