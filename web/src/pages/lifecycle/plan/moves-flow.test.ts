import { expect, test } from 'vitest'
import { flowPicture } from './moves-flow.ts'

const order = ['none', 'lead', 'mql', 'sql']
const flows = [
  { key: 'a', from: 'lead', to: 'sql', count: 10 },
  { key: 'b', from: 'none', to: 'mql', count: 30 },
  { key: 'c', from: 'lead', to: 'mql', count: 60 },
  { key: 'd', from: 'mql', to: 'lead', count: 1 },
]

test('each band is as thick as many move, and those of a stage fill it without a gap', () => {
  const picture = flowPicture(flows, (key) => order.indexOf(key))
  expect(picture.from.map(({ key, count }) => [key, count])).toEqual([
    ['none', 30],
    ['lead', 70],
    ['mql', 1],
  ])
  expect(picture.to.map(({ key }) => key)).toEqual(['lead', 'mql', 'sql'])
  const band = (key: string) => picture.bands.find((one) => one.key === key)
  expect((band('c')?.height ?? 0) / (band('a')?.height ?? 1)).toBeCloseTo(6)
  // To mql first, since it stands above sql; at mql those from nowhere lie above those from lead.
  const lead = picture.from[1]
  expect(band('c')?.y[0]).toBe(lead?.y)
  expect(band('a')?.y[0]).toBeCloseTo((lead?.y ?? 0) + (band('c')?.height ?? 0))
  expect(band('b')?.y[1]).toBe(picture.to[1]?.y)
  expect(band('c')?.y[1]).toBeCloseTo((picture.to[1]?.y ?? 0) + (band('b')?.height ?? 0))
  for (const ends of [picture.from, picture.to])
    for (const [index, { y }] of ends.entries())
      expect(y).toBeGreaterThanOrEqual(index === 0 ? 0 : (ends[index - 1]?.y ?? 0) + (ends[index - 1]?.height ?? 0))
  expect(picture.height).toBeGreaterThan(200)
})

test('one person among very many is still seen; without moves there is nothing', () => {
  const picture = flowPicture(
    [
      { key: 'a', from: 'lead', to: 'mql', count: 100_000 },
      { key: 'b', from: 'lead', to: 'sql', count: 1 },
    ],
    (key) => order.indexOf(key),
  )
  expect(picture.bands[1]?.height).toBeGreaterThan(1)
  expect(flowPicture([], () => 0)).toMatchObject({ height: 0, bands: [] })
})
