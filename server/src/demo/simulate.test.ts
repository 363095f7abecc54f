import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { DAY } from '../domain/duration.ts'
import { readLifecycle } from '../domain/lifecycle/document.ts'
import { campaigns } from './campaigns.ts'
import { conversionPoints } from './conversions.ts'
import { demoLifecycle } from './lifecycle.ts'
import { type Delivery, type DemoOptions, simulate } from './simulate.ts'

const lastDay = Date.parse('2026-05-20') / DAY
const options: DemoOptions = { seed: 1, lastDay, people: 60 }

function hashOf(deliveries: Iterable<Delivery>): string {
  const hash = createHash('sha256')
  for (const delivery of deliveries) hash.update(`${JSON.stringify(delivery)}\n`)
  return hash.digest('hex')
}

const year = [...simulate({ ...options, people: 500 })]
const yearsEvents = year.flatMap((delivery) => ('events' in delivery ? delivery.events : []))
const eventsOf = (given: DemoOptions) =>
  [...simulate(given)].flatMap((delivery) => ('events' in delivery ? delivery.events : []))

test('the same seed gives the same messages to the last byte, another seed or day others', () => {
  const first = hashOf(simulate(options))
  expect(hashOf(simulate(options))).toBe(first)
  expect(hashOf(simulate({ ...options, seed: 2 }))).not.toBe(first)
  expect(hashOf(simulate({ ...options, lastDay: lastDay - 1 }))).not.toBe(first)
})

test.each([0, 60, 120, 180, 240, 300])('%i days later the year works as well, whatever its summer time', (later) => {
  const events = eventsOf({ ...options, lastDay: lastDay + later })
  const end = (lastDay + later + 1) * DAY
  expect(events.length).toBeGreaterThan(500)
  expect(events.filter(({ at }) => at >= end || !Number.isInteger(at))).toEqual([])
})

test('nobody has two addresses, and no two people have one', () => {
  const addresses = new Map<string, string>()
  for (const { data, userId = '' } of yearsEvents) {
    const email = (data?.['set'] as { email?: string } | undefined)?.email
    if (email === undefined) continue
    expect(addresses.get(email) ?? userId).toBe(userId)
    addresses.set(email, userId)
  }
  expect(addresses.size).toBeGreaterThan(200)
  expect(new Set(addresses.values()).size).toBe(addresses.size)
})

test('its lifecycle is valid and names every form', () => {
  const read = readLifecycle(demoLifecycle, 1, {})
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  const named = Object.keys(read.compiled.program.document.points ?? {})
  const used = new Set(yearsEvents.flatMap(({ kind, name }) => (kind === 'conversion' ? [name] : [])))
  expect([...used].filter((point) => !named.includes(point ?? ''))).toEqual([])
  expect(conversionPoints.filter((point) => !used.has(point))).toEqual([])
})

test('everything that is told late or twice was told of somebody known, and every campaign brings somebody', () => {
  const inOrder = year.flatMap((one) => (one.wave === 'stories' ? one.events : []))
  const ids = new Set(inOrder.map(({ messageId }) => messageId))
  expect(ids.size).toBe(inOrder.length)
  const late = year.flatMap((one) => (one.wave === 'late' ? one.events : []))
  expect(late.some(({ messageId }) => ids.has(messageId))).toBe(true)
  expect(late.some(({ messageId, userId }) => !ids.has(messageId) && userId !== undefined)).toBe(true)
  const urls = inOrder.map(({ data }) => String(data?.['url'] ?? ''))
  const marked = campaigns.filter(({ utm }) => utm !== undefined).map(({ key }) => key)
  expect(marked.filter((key) => !urls.some((url) => url.includes(`utm_campaign=${key}`)))).toEqual([])
})
