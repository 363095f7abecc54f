import { expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { sqlTime } from './column-values.ts'
import { openDb } from './open.ts'

test('columns arrive as Ripen speaks: times and bigints as numbers, money as text, bytes as a buffer', async () => {
  const { db, drop } = await testDatabase({ empty: true })
  const at = Date.UTC(2026, 0, 5, 9, 0, 0, 7)
  const { rows } = await db.pool.query(
    `select $1::timestamptz(3) as time, $2::timestamptz[] as times, 9007199254740991::int8 as big, array[1::int8, null] as bigs,
       12.3400::numeric as money, '\\x00ff'::bytea as raw, date '2026-01-05' as day, count(*) as rows,
       timestamptz '0044-03-15 12:00+00 BC' as ides, 'infinity'::timestamptz as ever`,
    [sqlTime(at), [sqlTime(at), null]],
  )
  expect(rows).toEqual([
    {
      time: at,
      times: [at, null],
      big: 9_007_199_254_740_991,
      bigs: [1, null],
      money: '12.3400',
      raw: Buffer.from([0, 255]),
      day: '2026-01-05',
      rows: 1,
      ides: Date.UTC(-43, 2, 15, 12),
      ever: Number.POSITIVE_INFINITY,
    },
  ])
  await drop()
})

test('a connection that is cut while it idles ends nothing, and the next query gets another', async () => {
  const { db, url, drop } = await testDatabase({ empty: true })
  const other = await openDb(url, { applicationName: 'cut me' })
  await db.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut me'`)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect((await other.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await other.close()
  await drop()
})

test('a server that does not answer is named without its password', async () => {
  const failure = await openDb('postgres://me:secret@127.0.0.1:1/nowhere').catch((error: Error) => error)
  expect(failure).toMatchObject({
    message: expect.stringMatching(/^PostgreSQL at 127\.0\.0\.1:1\/nowhere cannot be used: .*ECONNREFUSED/),
  })
  expect(String(failure)).not.toContain('secret')
})
