import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Db, openDb } from '../db/open.ts'

export type TestDatabase = Readonly<{
  db: Db
  url: string
  /** Closes `db` and removes the database, whoever else is connected. */
  drop(): Promise<void>
}>

/**
 * A database of this test's own, migrated and empty: `const { db, drop } = await testDatabase()`, and `drop` in
 * `afterAll`.
 *
 * @param options.empty without any table (default: false).
 * @param options.max connections of `db` (default: 10).
 */
export async function testDatabase(options: { empty?: boolean; max?: number } = {}): Promise<TestDatabase> {
  const server = inject('testServer')
  const name = `${server.template.replace('template', 'test')}_${randomBytes(5).toString('hex')}`
  const source = options.empty ? 'template0' : server.template
  await execute(server.url, `create database ${name} template ${source} strategy file_copy`)
  const url = new URL(server.url)
  url.pathname = `/${name}`
  const db = await openDb(url.href, { max: options.max ?? 10, applicationName: 'ripen test' })
  return {
    db,
    url: url.href,
    drop: async () => {
      await db.close()
      await execute(server.url, `drop database ${name} with (force)`)
    },
  }
}

async function execute(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl, application_name: 'ripen test set-up' })
  client.on('error', () => {})
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
