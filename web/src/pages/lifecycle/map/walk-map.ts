import type { StageMap } from './map-graph.ts'

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

export const isArrow = (key: string): key is Arrow =>
  key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown'

/** Which way was taken from each place the last time, so that the next press takes another one. */
export type Turns = Map<string, number>

/**
 * Where an arrow leads: right and left along the order (from a detour: on and back along its ways), down along the ways that lead aside, up
 * against those that come in. Pressed again from the same place it takes the next of several. Null where nothing leads.
 */
export function stepAlong(map: StageMap, key: string, arrow: Arrow, turns: Turns): string | null {
  const found = waysFrom(map, key, arrow)
  if (found.length === 0) return null
  const turn = `${arrow} ${key}`
  const index = (turns.get(turn) ?? -1) + 1
  turns.set(turn, index)
  return found[index % found.length] ?? null
}

function waysFrom({ nodes, ways }: StageMap, key: string, arrow: Arrow): readonly string[] {
  const rank = new Map(nodes.map((node, index) => [node.key, index]))
  const isForward = arrow === 'ArrowRight' || arrow === 'ArrowDown'
  const own = ways
    .filter(({ from, to }) => (isForward ? from : to) === key)
    .map(({ from, to, reasons }) => ({
      key: isForward ? to : from,
      isOrder: reasons.some(({ by }) => by === 'order'),
    }))
    .sort((a, b) => (rank.get(a.key) ?? 0) - (rank.get(b.key) ?? 0))
  const isAlong = arrow === 'ArrowRight' || arrow === 'ArrowLeft'
  const isDetour = nodes.some((node) => node.key === key && node.section === 'detours')
  const wanted = isDetour ? own : own.filter(({ isOrder }) => isOrder === isAlong)
  return wanted.map((one) => one.key)
}
