import { execFileSync, spawn } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { scratchFolder } from '../../testing/test-cluster.ts'
import { connectForCommand } from '../connect-for-command.ts'
import { readPidFile } from './pid-file.ts'
import { AlreadyRuns } from './previous-server.ts'
import { type EmbeddedServer, startEmbedded } from './start-embedded.ts'

const log = pino({ level: 'silent' })
const isRoot = process.getuid?.() === 0

let prepared: string
let root: string

beforeAll(async () => {
  await mkdir(scratchFolder, { recursive: true })
  prepared = await mkdtemp(join(scratchFolder, `${process.pid}-embedded-`))
  const server = await startEmbedded(prepared, { log })
  await query(server, `create table kept as select 'this' as word`)
  await server.stop()
})

afterAll(() => rm(prepared, { recursive: true, force: true }))

beforeEach(async () => {
  root = await mkdtemp(join(scratchFolder, `${process.pid}-copy-`))
  await cp(prepared, root, { recursive: true, preserveTimestamps: true })
  await chmod(join(root, 'pg'), 0o700)
  return () => rm(root, { recursive: true, force: true })
})

test('what was written before a stop is there after the next start, and nobody else can read it', async () => {
  const server = await startEmbedded(root, { log })
  expect(await query(server, 'select word from kept')).toEqual([{ word: 'this' }])
  expect(
    await query(server, `select current_setting('fsync') as f, current_setting('synchronous_commit') as s`),
  ).toEqual([{ f: 'on', s: 'on' }])
  expect((await stat(join(root, 'pg.password'))).mode & 0o777).toBe(0o600)
  expect((await stat(join(root, 'pg'))).mode & 0o777).toBe(0o700)
  await server.stop()
  expect(await readPidFile(join(root, 'pg'))).toBeNull()
})

test('a folder of another major version is refused and not touched', async () => {
  await writeFile(join(root, 'pg', 'PG_VERSION'), '15\n')
  const before = await readdir(join(root, 'pg'))
  await expect(startEmbedded(root, { log })).rejects.toThrow(
    /was made by PostgreSQL 15; this Ripen brings PostgreSQL 18\. Nothing was touched\..*ripen backup.*ripen restore/,
  )
  expect(await readdir(join(root, 'pg'))).toEqual(before)
  await expect(stat(join(root, 'pg.log.1'))).rejects.toThrow('ENOENT')
})

test('a folder that is in use is refused, by the name of who uses it', async () => {
  const server = await startEmbedded(root, { log })
  await expect(startEmbedded(root, { log })).rejects.toThrow(`Ripen already runs here (pid ${process.pid}).`)
  await server.stop()
  const backup = await startEmbedded(root, { log, command: 'backup' })
  await expect(startEmbedded(root, { log })).rejects.toThrow(AlreadyRuns)
  await expect(startEmbedded(root, { log })).rejects.toThrow('ripen backup is using this data folder')
  await backup.stop()
})

test('the pid of another command in postmaster.pid does not hinder the start', async () => {
  await pretend(process.pid)
  const server = await startEmbedded(root, { log })
  await server.stop()
})

test.runIf(process.platform === 'linux')('nor does the pid of a zombie', async () => {
  const parent = spawn('sh', ['-c', 'sleep 1 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const zombie = await new Promise<number>((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))))
  // It ends when its parent is no shell any more, and so nobody takes note of it.
  await expect.poll(() => readFile(`/proc/${zombie}/stat`, 'utf8'), { timeout: 10_000 }).toMatch(/\) Z /)
  await pretend(zombie)
  const server = await startEmbedded(root, { log })
  await server.stop()
  parent.kill()
})

test('an empty postmaster.pid, as a full disk leaves it, does not hinder the start', async () => {
  await writeFile(join(root, 'pg', 'postmaster.pid'), '')
  const server = await startEmbedded(root, { log })
  await server.stop()
})

test.skipIf(process.platform === 'win32')(
  'a set-up that outlived its Ripen and still writes does not hinder',
  async () => {
    const first = await mkdtemp(join(scratchFolder, `${process.pid}-first-`))
    const gone = Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }))
    const part = join(first, `pg.tmp-${gone}`, 'base')
    await mkdir(part, { recursive: true })
    const more = 'for i in $(seq 400); do mkdir -p "$1/$i" && : > "$1/$i/file"; done'
    const writer = spawn('sh', ['-c', more, 'sh', part], { stdio: 'ignore' })
    const server = await startEmbedded(first, { log })
    await server.stop()
    writer.kill()
    await rm(first, { recursive: true, force: true, maxRetries: 10 })
  },
)

test.runIf(isRoot)('root runs PostgreSQL as the owner of the files, where that is somebody else', async () => {
  execFileSync('chown', ['-R', '65534:65534', join(root, 'pg')])
  await chmod(root, 0o711)
  const server = await startEmbedded(root, { log })
  const pid = (await readPidFile(join(root, 'pg')))?.pid
  expect((await stat(`/proc/${pid}`)).uid).toBe(65_534)
  await server.stop()
})

test.runIf(isRoot)('where that owner cannot reach the folder, both ways out are named', async () => {
  execFileSync('chown', ['-R', '65534:65534', join(root, 'pg')])
  await chmod(root, 0o700)
  await expect(startEmbedded(root, { log })).rejects.toThrow(
    /ordinary user, or name a PostgreSQL server in DATABASE_URL/,
  )
})

test('a command joins a running Ripen and leaves it running', async () => {
  const server = await startEmbedded(root, { log })
  const command = await connectForCommand({ databaseUrl: null, dataDir: root }, log, { schema: 'leave' })
  expect(command.running).toBe(true)
  expect((await command.db.pool.query('select word from kept')).rows).toEqual([{ word: 'this' }])
  await command.close()
  expect(await query(server, 'select word from kept')).toEqual([{ word: 'this' }])
  await server.stop()
})

test('commands without a running Ripen take turns, and PostgreSQL goes with the last', async () => {
  const run = async () => {
    const command = await connectForCommand({ databaseUrl: null, dataDir: root }, log, { schema: 'leave' })
    const { rows } = await command.db.pool.query('select word from kept')
    await command.close()
    return [command.running, rows]
  }
  const turn = [false, [{ word: 'this' }]]
  expect(await Promise.all([run(), run(), run()])).toEqual([turn, turn, turn])
  expect(await readPidFile(join(root, 'pg'))).toBeNull()
})

async function pretend(pid: number): Promise<void> {
  const lines = [pid, join(root, 'pg'), 1_700_000_000, 5432, '', '127.0.0.1', '1 1', 'ready   ', '']
  await writeFile(join(root, 'pg', 'postmaster.pid'), lines.join('\n'))
}

async function query(server: EmbeddedServer, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  return client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}
