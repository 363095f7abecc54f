import { afterAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { createRejectedMessages, pruneRejected, type RejectedRow } from './keep-rejected.ts'
import { listRejected } from './list-rejected.ts'

const databases: TestDatabase[] = []
let database: TestDatabase
const day = 24 * 3_600_000
const now = Date.parse('2026-03-02T09:00:00Z')

beforeEach(async () => {
  database = await testDatabase({ max: 2 })
  databases.push(database)
})

afterAll(() => Promise.all(databases.map(({ drop }) => drop())))

const row = (number: number, more: Partial<RejectedRow> = {}): RejectedRow => ({
  source: 'k',
  receivedAt: now + number,
  rejection: { reason: 'wrong_type', place: `batch[${number}]`, detail: 'No.' },
  message: '{}',
  ...more,
})
const shown = async () => (await listRejected(database.db.pool, { limit: 200 })).items

test('they are listed newest first, in pages', async () => {
  await createRejectedMessages(database.db.pool, () => now).keep([row(1), row(3), row(2)])
  const first = await listRejected(database.db.pool, { limit: 2 })
  const second = await listRejected(database.db.pool, { limit: 2, cursor: first.next ?? '' })
  expect([...first.items, ...second.items].map(({ place }) => place)).toEqual(['batch[3]', 'batch[2]', 'batch[1]'])
  expect(second.next).toBeNull()
})

test('what no database stores is kept all the same, and what is long is cut', async () => {
  const message = `\0\ud800${'x'.repeat(200_000)}`
  const rejection = { reason: 'invalid_value', place: '\0', detail: '\ud800'.repeat(5000) } as const
  await createRejectedMessages(database.db.pool, () => now).keep([row(1, { message, rejection })])
  const [kept] = await shown()
  expect(kept?.message).toHaveLength(32 * 1024)
  expect(kept?.detail).toHaveLength(1000)
})

test('only the newest are kept, however many come', async () => {
  const box = createRejectedMessages(database.db.pool, () => now, 40)
  for (let batch = 0; batch < 20; batch++) {
    await box.keep(Array.from({ length: 10 }, (_, index) => row(batch * 10 + index)))
  }
  const kept = await shown()
  expect(kept.length).toBeGreaterThanOrEqual(40)
  expect(kept.length).toBeLessThanOrEqual(52)
  expect(kept[0]?.place).toBe('batch[199]')
})

test('they go after thirty days', async () => {
  await createRejectedMessages(database.db.pool, () => now - 40 * day).keep([
    row(1, { receivedAt: now - 30 * day - 1 }),
    row(2, { receivedAt: now - 30 * day }),
  ])
  expect(await pruneRejected(database.db.pool, now)).toBe(1)
  expect((await shown()).map(({ place }) => place)).toEqual(['batch[2]'])
})

test('a message that is refused for nothing costs nothing', async () => {
  await createRejectedMessages(database.db.pool, () => now).keep([])
  expect(await shown()).toEqual([])
})
