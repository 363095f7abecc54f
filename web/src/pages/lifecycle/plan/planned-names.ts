import type { PlanView } from '../../../../../server/src/contract/what-if.ts'
import { type Stages, shortName } from '../../../components/stage/stages.ts'
import type { Value } from '../model/value.ts'
import { stageEntries } from '../stages/stage-entries.ts'

/** Stages as the draft calls them; those that it takes away, as the version in force does. */
export interface PlannedNames {
  of(key: string): {
    readonly name: string
    /** Place among all: no stage, the order, detours, what is gone. */
    readonly place: number
    readonly ripe: number | null
  }
}

export function plannedNames(root: Value, stages: Stages, none: string): PlannedNames {
  const entries = new Map(stageEntries(root).map((entry, index) => [entry.key, { ...entry, index }]))
  return {
    of(key) {
      if (key.trim() === '') return { name: none, place: -1, ripe: null }
      const entry = entries.get(key)
      if (entry === undefined) return { name: stages.find(key).short, place: entries.size, ripe: stages.find(key).ripe }
      const name = entry.name.length > 18 ? shortName(key) : entry.name
      return { name, place: entry.index, ripe: entry.ripe }
    },
  }
}

/** What a move is called in the address. */
export const flowKey = ({ track, from, to }: PlanView['moves'][number]): string => `${track}~${from ?? ''}~${to}`
