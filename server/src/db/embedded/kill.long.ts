import { spawnSync } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type RipenProcess, spawnRipen } from '../../testing/ripen-process.ts'
import { scratchFolder } from '../../testing/test-cluster.ts'
import { dataFolder } from './data-folder.ts'
import { isAlive, readPidFile } from './pid-file.ts'
import { embeddedUrl } from './start-embedded.ts'

const isRoot = process.getuid?.() === 0
const nobody = 65_534

const who = [
  ['ourselves', undefined],
  ['nobody', nobody],
  // A number without a name, as in a container that was given one.
  ['a nameless user', 54_321],
] as const

describe.each(who.filter(([name, uid]) => canBecome(name, uid)))('started as %s', (_name, uid) => {
  const rounds = uid === undefined ? 5 : 2
  let root: string
  let processes: RipenProcess[]

  beforeEach(async () => {
    processes = []
    await mkdir(scratchFolder, { recursive: true })
    root = await mkdtemp(join(scratchFolder, `${process.pid}-kill-`))
    await chmod(root, 0o755)
    if (uid) await chown(root, uid, uid)
  })

  afterEach(async () => {
    const postmaster = await postgresPid().catch(() => 0)
    for (const { child, ended } of processes) {
      child.kill('SIGKILL')
      await ended
    }
    if (postmaster) await end(postmaster)
    await rm(root, { recursive: true, force: true })
  })

  test('kill -9 of Ripen: the next start stops the PostgreSQL that was left and loses nothing', async () => {
    for (let round = 1; round <= rounds; round++) {
      const ripen = await start()
      await remember(round)
      const orphan = await postgresPid()
      ripen.child.kill('SIGKILL')
      await ripen.ended
      expect(isAlive(orphan)).toBe(true)
    }
    await start()
    expect(await remembered()).toBe(rounds)
  })

  test('kill -9 of PostgreSQL: Ripen starts it again on its port and answers ready', async () => {
    const ripen = await start()
    const url = await ripen.ready()
    const before = await readPidFile(cluster())
    for (let round = 1; round <= rounds; round++) {
      await remember(round)
      process.kill(await postgresPid(), 'SIGKILL')
      await eventually(async () => !(await isReady(url)))
      await eventually(() => isReady(url))
    }
    expect(await remembered()).toBe(rounds)
    expect((await readPidFile(cluster()))?.port).toBe(before?.port)
    expect(await stop(ripen)).toBe(0)
  })

  test('kill -9 of one connection of PostgreSQL: it recovers by itself and Ripen goes on', async () => {
    const ripen = await start()
    const url = await ripen.ready()
    await remember(1)
    const backend = await query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name like 'ripen start _%' limit 1`,
    )
    process.kill(backend[0]?.pid ?? 0, 'SIGKILL')
    await eventually(() => Promise.resolve(ripen.output().includes('PostgreSQL is back')))
    await eventually(() => isReady(url))
    expect(await remembered()).toBe(1)
    expect(await stop(ripen)).toBe(0)
  })

  test('kill -9 of both: the next start recovers', async () => {
    for (let round = 1; round <= rounds; round++) {
      const ripen = await start()
      await remember(round)
      process.kill(await postgresPid(), 'SIGKILL')
      ripen.child.kill('SIGKILL')
      await ripen.ended
    }
    await start()
    expect(await remembered()).toBe(rounds)
  })

  test('kill -9 in the middle of the first start leaves nothing that hinders the next', async () => {
    for (const pause of [150, 400, 700, 1_000, 1_300]) {
      const ripen = spawn()
      await sleep(pause)
      ripen.child.kill('SIGKILL')
      await ripen.ended
    }
    await start()
    await remember(1)
  })

  test('a second start says that Ripen runs here and harms nothing', async () => {
    const first = await start()
    await remember(1)
    for (let round = 1; round <= rounds; round++) {
      const second = spawn()
      expect(await second.ended).toBe(1)
      expect(second.output()).toBe(`Ripen already runs here (pid ${first.pid}).\n`)
    }
    expect(await remembered()).toBe(1)
    expect(first.output()).not.toContain('broken')
    expect(await stop(first)).toBe(0)
  })

  test('of several first starts at once one runs and the others say so', async () => {
    const all = [spawn(), spawn(), spawn()]
    const outcomes = await Promise.all(
      all.map((ripen) =>
        Promise.race([
          ripen.ready().then(
            () => 'ready',
            () => 'ended',
          ),
          ripen.ended,
        ]),
      ),
    )
    expect(outcomes.filter((outcome) => outcome === 'ready')).toHaveLength(1)
    for (const ripen of all.filter((_, index) => outcomes[index] !== 'ready')) {
      expect(ripen.output()).toMatch(/^Ripen already runs here \(pid \d+\)\.$/m)
    }
    await remember(1)
  })

  test('Ctrl-C for the whole process group keeps PostgreSQL until Ripen has finished', async () => {
    const ripen = await start()
    const port = Number(new URL(await ripen.ready()).port)
    const postmaster = await postgresPid()
    // A request that has begun and not ended holds Ripen back.
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(
      'POST /health/live HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{',
    )
    await sleep(200)
    process.kill(-ripen.pid, 'SIGINT')
    await sleep(1_000)
    expect(isAlive(postmaster)).toBe(true)
    await remember(1)
    socket.destroy()
    expect(await ripen.ended).toBe(0)
    expect(isAlive(postmaster)).toBe(false)
    expect(await readFile(dataFolder(root).log, 'utf8')).toContain('database system is shut down')
  })

  test('a second Ctrl-C stops at once', async () => {
    const ripen = await start()
    const postmaster = await postgresPid()
    const socket = connect(Number(new URL(await ripen.ready()).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write(
      'POST /health/live HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{',
    )
    await sleep(200)
    process.kill(-ripen.pid, 'SIGINT')
    await sleep(700)
    process.kill(-ripen.pid, 'SIGINT')
    expect(await ripen.ended).toBe(1)
    await eventually(() => Promise.resolve(!isAlive(postmaster)))
  })

  function spawn(): RipenProcess {
    const ripen = spawnRipen(['start'], { dataDir: root, ...(uid === undefined ? {} : { uid }) })
    processes.push(ripen)
    return ripen
  }

  async function start(): Promise<RipenProcess> {
    const ripen = spawn()
    await ripen.ready()
    return ripen
  }

  async function stop(ripen: RipenProcess): Promise<number | string> {
    ripen.child.kill('SIGTERM')
    return ripen.ended
  }

  function cluster(): string {
    return dataFolder(root).cluster
  }

  async function postgresPid(): Promise<number> {
    return (await readPidFile(cluster()))?.pid ?? 0
  }

  async function remember(round: number): Promise<void> {
    await query('create table if not exists remembered (round int primary key)')
    await query(`insert into remembered values (${round})`)
  }

  async function remembered(): Promise<number> {
    return (await query('select * from remembered')).length
  }

  async function query<R extends pg.QueryResultRow>(sql: string): Promise<R[]> {
    const password = await readFile(dataFolder(root).password, 'utf8')
    const port = (await readPidFile(cluster()))?.port ?? 0
    const client = new pg.Client({ connectionString: embeddedUrl(password, port, 'ripen') })
    client.on('error', () => {})
    await client.connect()
    return client
      .query<R>(sql)
      .then(({ rows }) => rows)
      .finally(() => client.end())
  }
})

/** Only root can become others, and they have to be able to read the program. */
function canBecome(name: string, uid: number | undefined): boolean {
  if (uid === undefined) return true
  const reads = spawnSync('test', ['-r', import.meta.filename], { ...(isRoot ? { uid, gid: uid } : {}) }).status === 0
  if (!isRoot || !reads) console.warn(`Not tried as ${name}: ${isRoot ? 'the project is closed to it' : 'needs root'}.`)
  return isRoot && reads
}

async function isReady(url: string): Promise<boolean> {
  return (await fetch(`${url}/health/ready`)).ok
}

async function eventually(condition: () => Promise<boolean>): Promise<void> {
  for (const started = Date.now(); !(await condition()); await sleep(10)) {
    if (Date.now() - started > 20_000) throw new Error('It did not come about within 20 seconds')
  }
}

async function end(pid: number): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGQUIT')
  await eventually(() => Promise.resolve(!isAlive(pid)))
}
