import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { type AppOptions, startApp } from '../app.ts'
import { createKey } from '../features/keys/keys.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { type SignedIn, signedIn } from './signed-in.ts'

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

export type TestApp = Readonly<{
  url: string
  database: TestDatabase
  /** Keys of each kind. */
  keys: Readonly<Record<'write' | 'read' | 'full', string>>
  /** Asks the app as the holder of the full key, unless the headers say otherwise. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** Adds a person (default: an administrator), signs it in, and asks as its browser does. */
  signIn(given?: Parameters<typeof signedIn>[1]): Promise<SignedIn & { ask: TestApp['ask'] }>
  /** Sends messages in the Segment protocol and waits until they are written. */
  send(...messages: readonly object[]): Promise<void>
  close(): Promise<void>
}>

export type TestAppOptions = Partial<Pick<AppOptions['config'], 'port' | 'url' | 'mail' | 'sso' | 'trustedProxies'>> & {
  readonly now?: () => number
}

/** The whole app on loopback, with a database of its own and the first lifecycle published. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await testDatabase()
  const { now = Date.now, ...config } = options
  const dataDir = await mkdtemp(join(tmpdir(), 'ripen-test-app-'))
  const app = await startApp({
    config: { host: '127.0.0.1', port: 0, url: null, dataDir, ...config },
    db: database.db,
    log: pino({ level: 'silent' }),
    isDatabaseUp: () => true,
    now,
  })
  const keyOf = async (kind: 'write' | 'read' | 'full') =>
    (await createKey(database.db.pool, { name: kind, kind, historical: false }, now())).key
  const keys = { write: await keyOf('write'), read: await keyOf('read'), full: await keyOf('full') }
  const askWith = async (
    [method, path, body, more = {}]: Parameters<TestApp['ask']>,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer> => {
    const response = await fetch(app.url + path, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
  const ask: TestApp['ask'] = (...given) => askWith(given, { authorization: `Bearer ${keys.full}` })
  return {
    url: app.url,
    database,
    keys,
    ask,
    signIn: async (given) => {
      const person = await signedIn({ url: app.url, pool: database.db.pool }, given)
      return { ...person, ask: (...asked) => askWith(asked, person.headers) }
    },
    send: async (...batch) => {
      const { body, status } = await ask('POST', '/v1/batch', { batch })
      if (status !== 200) throw new Error(`The messages were not taken: ${JSON.stringify(body)}`)
    },
    close: async () => {
      await app.close()
      await rm(dataDir, { recursive: true, force: true })
      await database.drop()
    },
  }
}
