import type { StageKey } from '../facts.ts'
import type { Program } from '../lifecycle/program.ts'

/** What of a version sways how the ledger is counted. */
export interface Shape {
  readonly zone: string
  /** Stages on the way, in their order, by track. */
  readonly stages: ReadonlyMap<string, readonly StageKey[]>
}

const shapes = new WeakMap<Program, Shape & { readonly key: string }>()

export function shapeOf(program: Program): Shape & { readonly key: string } {
  const known = shapes.get(program)
  if (known !== undefined) return known
  const stages = new Map(program.tracks.map((track) => [track.key, track.stages.map(({ key }) => key)]))
  const shape = { zone: program.zone, stages, key: JSON.stringify([program.zone, [...stages]]) }
  shapes.set(program, shape)
  return shape
}
