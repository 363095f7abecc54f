import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dataFolder } from '../db/embedded/data-folder.ts'
import { isAlive, readPidFile } from '../db/embedded/pid-file.ts'
import { embeddedUrl } from '../db/embedded/start-embedded.ts'
import { createKey } from '../features/keys/keys.ts'
import { messageKey } from '../integrations/segment/message-key.ts'
import { replayCheck, untilIdle } from '../testing/ripen-client.ts'
import { type RipenProcess, spawnRipen } from '../testing/ripen-process.ts'
import { seeded } from '../testing/seeded.ts'
import { scratchFolder } from '../testing/test-cluster.ts'
import { byPath, createWireLoad, sendWire, type WireMessage } from '../testing/wire-load.ts'

const SEED = Number(process.env['SEED'] ?? 1)
const ROUNDS = 20
const CLIENTS = 3
/** Messages that are acknowledged between two kills, at least. */
const EACH_ROUND = 120

let root: string
let ripen: RipenProcess

beforeEach(async () => {
  await mkdir(scratchFolder, { recursive: true })
  root = await mkdtemp(join(scratchFolder, `${process.pid}-load-kill-`))
  await chmod(root, 0o755)
})

afterEach(async () => {
  const postmaster = await postgresPid()
  ripen.child.kill('SIGKILL')
  await ripen.ended
  if (postmaster !== 0 && isAlive(postmaster)) process.kill(postmaster, 'SIGQUIT')
  await until(async () => postmaster === 0 || !isAlive(postmaster))
  await rm(root, { recursive: true, force: true })
})

test(`of ${ROUNDS} kills -9 under load none loses an acknowledged message or doubles one (seed ${SEED})`, async () => {
  await start()
  const key = await withDatabase((client) =>
    createKey(client, { name: 'load', kind: 'full', historical: false }, Date.now()),
  )
  const random = seeded(SEED)
  const clients = createClients(random, key.key)
  const working = clients.run()
  for (let round = 0; round < ROUNDS; round++) {
    const goal = clients.acknowledged.length + EACH_ROUND
    await until(async () => clients.acknowledged.length >= goal || clients.failure !== null)
    expect(clients.failure).toBeNull()
    await sleep(random() * 300)
    await kill((['ripen', 'postgres', 'both'] as const)[round % 3] ?? 'both')
  }
  clients.stop()
  await working
  expect(clients.failure).toBeNull()
  // What was not acknowledged was sent again with the same message id: else nothing could have been doubled.
  expect(clients.resent).toBeGreaterThan(ROUNDS)
  expect(clients.acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * EACH_ROUND)

  const kept = await countByMessage(key.id)
  const keyOf = ({ messageId }: WireMessage) => messageKey(key.id, messageId, {}).toString('hex')
  const wrong = clients.acknowledged.filter((message) => {
    const found = kept.get(keyOf(message)) ?? { events: 0, contacts: 0 }
    return found.events === 0 || found.events !== (message.shared ? found.contacts : 1)
  })
  expect(wrong.map(({ messageId }) => messageId)).toEqual([])
  expect(new Set(clients.acknowledged.map(keyOf)).size).toBe(clients.acknowledged.length)

  await untilIdle(await ripen.ready())
  const { exit, report } = await replayCheck(root, {})
  expect(report).toMatchObject({ clean: true, examples: [], drift: { unexplained: 0 } })
  expect(report.transitions).toBeGreaterThan(50)
  expect(exit).toBe(0)
})

/** Clients that send batch after batch, each again and again until it is acknowledged. */
function createClients(random: () => number, key: string) {
  const acknowledged: WireMessage[] = []
  const clients = { acknowledged, resent: 0, failure: null as string | null, stop, run }
  let stopped = false
  function stop() {
    stopped = true
  }
  async function run() {
    await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)))
  }
  async function client(number: number) {
    const load = createWireLoad(random, { prefix: `client-${number}`, people: 60, late: 0.05 })
    while (!stopped && clients.failure === null)
      for (const group of byPath(Array.from({ length: 1 + Math.floor(random() * 15) }, () => load(Date.now()))))
        await deliver(group)
  }
  async function deliver(messages: readonly WireMessage[]) {
    for (let attempt = 1; clients.failure === null; attempt++) {
      const answer = await ripen
        .ready()
        .then((url) => sendWire(url, key, messages))
        .catch(() => null)
      if (answer?.status === 200) {
        if (answer.accepted !== messages.length)
          clients.failure = `Of ${messages.length} messages ${answer.accepted} were taken.`
        acknowledged.push(...messages)
        return
      }
      if (answer !== null && answer.status !== 429 && answer.status !== 503)
        clients.failure = `A request was answered ${answer.status}.`
      if (attempt === 1) clients.resent += messages.length
      await sleep(50)
    }
  }
  return clients
}

async function start(): Promise<void> {
  ripen = spawnRipen(['start'], { dataDir: root, env: { LOG_LEVEL: 'warn' } })
  await ripen.ready()
}

async function kill(what: 'ripen' | 'postgres' | 'both'): Promise<void> {
  const postmaster = await postgresPid()
  if (what !== 'ripen') process.kill(postmaster, 'SIGKILL')
  if (what === 'postgres') {
    const url = await ripen.ready()
    await until(async () => (await postgresPid()) !== postmaster && (await fetch(`${url}/health/ready`)).ok)
    return
  }
  ripen.child.kill('SIGKILL')
  await ripen.ended
  await start()
}

async function postgresPid(): Promise<number> {
  return (await readPidFile(dataFolder(root).cluster))?.pid ?? 0
}

/** How often a message's own event stands in histories, and in how many, by the message's key. */
async function countByMessage(source: string) {
  const rows = await withDatabase(async (client) => {
    const found = await client.query<{ key: string; events: string; contacts: string }>(
      `select encode(message_key, 'hex') as key, count(*) as events, count(distinct contact_id) as contacts
      from events where source = $1 group by message_key`,
      [source],
    )
    return found.rows
  })
  return new Map(rows.map(({ key, events, contacts }) => [key, { events: Number(events), contacts: Number(contacts) }]))
}

async function withDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const password = await readFile(dataFolder(root).password, 'utf8')
  const port = (await readPidFile(dataFolder(root).cluster))?.port ?? 0
  const client = new pg.Client({ connectionString: embeddedUrl(password, port, 'ripen') })
  client.on('error', () => {})
  await client.connect()
  return work(client).finally(() => client.end())
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let look = 0; !(await condition()); look++) {
    if (look === 3000) throw new Error(`It did not come about:\n${ripen.output().slice(-3000)}`)
    await sleep(20)
  }
}
