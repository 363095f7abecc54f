import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

const never = new AbortController().signal

/** Work that ends when it is told to. */
function job(log: string[], name: string) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const work = async () => {
    log.push(`${name} begins`)
    await promise
    log.push(`${name} ends`)
    return name
  }
  return { work, end: resolve }
}

test('what comes second begins when the first has ended', async () => {
  const [log, inTurn]: [string[], ReturnType<typeof createTurns>] = [[], createTurns(2)]
  const [a, b] = [job(log, 'a'), job(log, 'b')]
  const [first, second] = [inTurn(never, a.work), inTurn(never, b.work)]
  b.end()
  a.end()
  expect(await Promise.all([first, second])).toEqual(['a', 'b'])
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})

test('a few wait, more are refused, and what was refused may come again', async () => {
  const inTurn = createTurns(1)
  const a = job([], 'a')
  const [first, waiting] = [inTurn(never, a.work), inTurn(never, async () => 'waited')]
  await expect(inTurn(never, async () => 'too much')).rejects.toMatchObject({ code: 'overloaded' })
  a.end()
  expect([await first, await waiting]).toEqual(['a', 'waited'])
  expect(await inTurn(never, async () => 'again')).toBe('again')
})

test('who gave up while waiting is not worked for, and a failure stops nobody else', async () => {
  const [log, inTurn]: [string[], ReturnType<typeof createTurns>] = [[], createTurns(3)]
  const a = job(log, 'a')
  const gone = new AbortController()
  const first = inTurn(never, a.work)
  const second = inTurn(gone.signal, job(log, 'b').work)
  const third = inTurn(never, async () => {
    throw new Error('broken')
  })
  const fourth = inTurn(never, async () => 'well')
  gone.abort(new Error('gone'))
  a.end()
  const ends = await Promise.allSettled([first, second, third, fourth])
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
  expect(log).toEqual(['a begins', 'a ends'])
})
