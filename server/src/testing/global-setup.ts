import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../db/migrate.ts'
import { openDb } from '../db/open.ts'
import { startTestCluster, type TestCluster } from './test-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: Readonly<{
      /** Address of a database in which databases can be made. */
      url: string
      /** Name of a migrated database that test databases are copies of. */
      template: string
    }>
  }
}

const template = `ripen_template_${process.pid}_${randomBytes(3).toString('hex')}`
let cluster: TestCluster | undefined
let ready: Promise<string> | undefined

/** Gives the tests a PostgreSQL with a migrated template: TEST_DATABASE_URL's, or one of their own. */
export async function setup(project: TestProject): Promise<void> {
  // The suite and the long tests can be projects of one run, and each asks.
  ready ??= prepareServer()
  project.provide('testServer', { url: await ready, template })
}

export async function teardown(): Promise<void> {
  const url = await ready?.catch(() => null)
  ready = undefined
  if (cluster) return cluster.stop()
  if (url) await execute(url, `drop database if exists ${template} with (force)`)
}

async function prepareServer(): Promise<string> {
  const external = process.env['TEST_DATABASE_URL']
  if (!external) cluster = await startTestCluster()
  const serverUrl = external || (cluster?.url ?? '')
  await execute(serverUrl, `create database ${template}`)
  const url = new URL(serverUrl)
  url.pathname = `/${template}`
  const db = await openDb(url.href, { max: 2, applicationName: 'ripen test template' })
  await migrate(db).finally(() => db.close())
  return serverUrl
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'ripen test set-up' })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
