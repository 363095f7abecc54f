import { tmpdir } from 'node:os'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addJob, freeJobs } from '../db/jobs.ts'
import { createPrograms } from '../features/lifecycle/programs.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { startJobs } from './jobs.ts'
import type { Loop } from './loop.ts'

let database: TestDatabase
let queue: Loop | null

beforeEach(async () => {
  database = await testDatabase()
  queue = null
})
afterEach(async () => {
  await queue?.stop()
  await database.drop()
})

const start = () => {
  const { db } = database
  queue = startJobs({ db, log: pino({ level: 'silent' }), programs: createPrograms(), now: Date.now }, tmpdir())
}
const account = '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14'
const add = () => addJob(database.db.pool, 'wake_members', { account, after: null })
const count = async (which: string) => {
  const { rows } = await database.db.pool.query<{ count: number }>(
    `select count(*) as count from graphile_worker.jobs where ${which}`,
  )
  return rows[0]?.count
}
const left = () => count('true')
const waiting = () => count('locked_at is null')

test('jobs are done, also after the connections of the queue were cut again and again', async () => {
  start()
  for (let cut = 0; cut < 4; cut++) {
    for (let job = 0; job < 20; job++) await add()
    await expect.poll(waiting, { timeout: 15_000 }).toBeLessThan(20)
    await database.db.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'ripen jobs' and datname = current_database()`,
    )
  }
  await add()
  await expect.poll(waiting, { timeout: 15_000 }).toBe(0)
  // What the cut connections held is let go of after a while.
  await freeJobs(database.db.pool, 0)
  await expect.poll(left, { timeout: 15_000 }).toBe(0)
})

test('jobs are done, also after what was done could not be written several times at once', async () => {
  const { pool } = database.db
  await pool.query(`create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$`)
  start()
  for (let round = 0; round < 2; round++) {
    await pool.query('create trigger refuse before delete on graphile_worker._private_jobs execute function refuse()')
    for (let job = 0; job < 20; job++) await add()
    await expect.poll(() => count('locked_at is not null'), { timeout: 15_000 }).toBeGreaterThan(1)
    await pool.query('drop trigger refuse on graphile_worker._private_jobs')
    await expect.poll(waiting, { timeout: 15_000 }).toBe(0)
    await freeJobs(pool, 0)
  }
  await expect.poll(left, { timeout: 15_000 }).toBe(0)
})

test('a job that a process held when it was killed is let go of after a while, and done by another', async () => {
  await add()
  const { pool } = database.db
  await pool.query(
    `update graphile_worker._private_jobs set locked_by = 'gone', locked_at = now() - interval '2 minutes'`,
  )
  expect(await freeJobs(pool, 180_000)).toBe(0)
  start()
  await expect.poll(left, { timeout: 15_000 }).toBe(0)
  expect(await freeJobs(pool, 0)).toBe(0)
})

test('the queue stops at once, whether it has begun or not', async () => {
  start()
  await queue?.stop()
  start()
  await add()
  await expect.poll(left, { timeout: 15_000 }).toBe(0)
})
