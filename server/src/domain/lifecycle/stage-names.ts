import type { Json } from '../json.ts'
import type { Message } from '../message.ts'
import type { Lifecycle } from './schema.ts'

/** What a stage is called; one that a version does not have is told by its key. */
export type StageNames = (stage: string) => string

export function stageNames(document: Pick<Lifecycle, 'stages' | 'detours'>): StageNames {
  const names = new Map([...document.stages, ...(document.detours ?? [])].map(({ key, name }) => [key, name ?? key]))
  return (stage) => names.get(stage) ?? stage
}

/** Values of messages that hold keys of stages. */
const ABOUT_STAGES = ['stage', 'saw', 'from', 'requires']

/** The message with the names of its stages in place of their keys. */
export function withStageNames({ key, values }: Message, names: StageNames): Message {
  const named = (value: Json): Json =>
    typeof value === 'string' ? names(value) : Array.isArray(value) ? value.map(named) : value
  return {
    key,
    values: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, ABOUT_STAGES.includes(name) ? named(value) : value]),
    ),
  }
}
