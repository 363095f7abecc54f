import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AppOptions, startApp } from '../server/src/app.ts'
import { createKey } from '../server/src/features/keys/keys.ts'
import { testDatabase } from '../server/src/testing/database.ts'
import { testRipen } from '../server/src/testing/ripen.ts'
import { type SignedIn, signedIn } from '../server/src/testing/signed-in.ts'

export interface StartedApp {
  readonly url: string
  /** The session of an administrator, as a browser sends it. */
  readonly cookie: string
  /** Another person, signed in. */
  signIn(given: Parameters<typeof signedIn>[1]): Promise<SignedIn>
  /** Sends messages of the Segment protocol with a full key that reaches into the past. */
  send(messages: readonly object[]): Promise<void>
  /** Sends messages as a browser does, with a public key. */
  sendPublicly(messages: readonly object[]): Promise<void>
  close(): Promise<void>
}

export interface StartOptions {
  /** Whether somebody can sign in already (default: true). */
  readonly people?: boolean
  /** Settings of this Ripen (default: a free port and no single sign-on). */
  readonly settings?: Partial<Pick<AppOptions['config'], 'port' | 'url' | 'sso'>>
  /** The present (default: the clock). */
  readonly now?: () => number
}

/** Ripen on a free port, with a database of its own and the web app as it was built last. */
export async function startedApp({ people = true, settings = {}, now }: StartOptions = {}): Promise<StartedApp> {
  const database = await testDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'ripen-test-app-'))
  const config = { host: '127.0.0.1', port: 0, url: null, dataDir, ...settings }
  const { log } = await testRipen(database.db, { now: Date.now() })
  const app = await startApp({
    config,
    db: database.db,
    log,
    isDatabaseUp: () => true,
    ...(now === undefined ? {} : { now }),
  })
  const { pool } = database.db
  const full = await createKey(pool, { name: 'Test', kind: 'full', historical: true }, Date.now())
  const open = await createKey(pool, { name: 'Website', kind: 'write', historical: false }, Date.now())
  const cookie = people ? (await signedIn({ url: app.url, pool }, { name: 'Mary Somerville' })).cookie : ''
  return {
    url: app.url,
    cookie,
    signIn: (given) => signedIn({ url: app.url, pool }, given),
    send: (messages) => post(app.url, full.key, messages),
    sendPublicly: (messages) => post(app.url, open.key, messages),
    close: async () => {
      await app.close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function post(url: string, key: string, messages: readonly object[]): Promise<void> {
  const response = await fetch(`${url}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch: messages, sentAt: new Date().toISOString() }),
  })
  if (!response.ok) throw new Error(`The batch was refused: ${response.status} ${await response.text()}`)
}
