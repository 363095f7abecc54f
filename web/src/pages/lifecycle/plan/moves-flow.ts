/** People who would move from one stage to another. */
export interface Flow {
  readonly key: string
  readonly from: string
  readonly to: string
  readonly count: number
}

/** A stage at one side of the picture. */
export interface FlowEnd {
  readonly key: string
  readonly count: number
  readonly y: number
  readonly height: number
}

export interface FlowBand {
  readonly key: string
  /** Upper edges at the left and at the right. */
  readonly y: readonly [number, number]
  readonly height: number
}

export interface FlowPicture {
  readonly height: number
  readonly from: readonly FlowEnd[]
  readonly to: readonly FlowEnd[]
  readonly bands: readonly FlowBand[]
}

/** Room for the name of a stage, however few move. */
const LEAST = 22
const GAP = 10
/** Of all bands together: more for more of them, so that a single one does not fill the page. */
const heightFor = (bands: number): number => Math.min(220, 44 + 40 * bands)
/** So that one person among thousands is seen. */
const THINNEST = 1.5

/**
 * Where people would go, as bands from the stages at the left to those at the right, each as thick as many move. Bands leave and arrive in the
 * order of the other side, so that none of them cross more than they must.
 *
 * @param orderOf place of a stage among all
 */
export function flowPicture(flows: readonly Flow[], orderOf: (key: string) => number): FlowPicture {
  const total = flows.reduce((sum, { count }) => sum + count, 0)
  const scale = total === 0 ? 0 : heightFor(flows.length) / total
  const thick = (count: number) => Math.max(THINNEST, count * scale)
  const sides = (['from', 'to'] as const).map((side) => {
    const keys = [...new Set(flows.map((flow) => flow[side]))].sort((a, b) => orderOf(a) - orderOf(b))
    let y = 0
    return keys.map((key): FlowEnd => {
      const own = flows.filter((flow) => flow[side] === key)
      const height = own.reduce((sum, { count }) => sum + thick(count), 0)
      const end = { key, count: own.reduce((sum, { count }) => sum + count, 0), y, height }
      y += Math.max(LEAST, height) + GAP
      return end
    })
  })
  const [from = [], to = []] = sides
  const offsets = [from, to].map((ends) => new Map(ends.map(({ key, y }) => [key, y])))
  const places = new Map(flows.map(({ key }) => [key, [0, 0] as [number, number]]))
  for (const [side, name, other] of [
    [0, 'from', 'to'],
    [1, 'to', 'from'],
  ] as const) {
    const sorted = [...flows].sort((a, b) => orderOf(a[other]) - orderOf(b[other]))
    for (const flow of sorted) {
      const y = offsets[side]?.get(flow[name]) ?? 0
      offsets[side]?.set(flow[name], y + thick(flow.count))
      const place = places.get(flow.key)
      if (place !== undefined) place[side] = y
    }
  }
  const bottom = (ends: readonly FlowEnd[]) => Math.max(0, ...ends.map(({ y, height }) => y + Math.max(LEAST, height)))
  return {
    height: Math.max(bottom(from), bottom(to)),
    from,
    to,
    bands: flows.map(({ key, count }) => ({ key, y: places.get(key) ?? [0, 0], height: thick(count) })),
  }
}
