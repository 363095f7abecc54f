import { useQuery } from '@tanstack/react-query'
import type { StagesView } from '../../../../server/src/contract/lifecycle.ts'
import { stagesQuery } from '../../api/stages.ts'

export type Stage = StagesView['tracks'][number]['stages'][number] & {
  /** Place among the ordered stages from 0 to 1; null for a detour. */
  readonly ripe: number | null
  /** A word or two: where the whole name has no room. */
  readonly short: string
}

/** The stages of a track by their keys; a key that the present version no longer has reads as itself. */
export interface Stages {
  readonly ordered: readonly Stage[]
  readonly detours: readonly Stage[]
  find(key: string): Stage
}

export function stagesOf(track: StagesView['tracks'][number] | undefined): Stages {
  const all = track?.stages ?? []
  const steps = all.filter(({ detour }) => !detour)
  const ordered = steps.map((stage, index) => ({
    ...stage,
    ripe: steps.length < 2 ? 1 : index / (steps.length - 1),
    short: shortName(stage.key),
  }))
  const detours = all
    .filter(({ detour }) => detour)
    .map((stage) => ({ ...stage, ripe: null, short: shortName(stage.key) }))
  const byKey = new Map([...ordered, ...detours].map((stage) => [stage.key, stage]))
  return { ordered, detours, find: (key) => byKey.get(key) ?? gone(key) }
}

/** `mql` as "MQL", `closed_won` as "Closed won". */
export function shortName(key: string): string {
  const words = key.replaceAll(/[_-]+/g, ' ')
  return words.length <= 3 ? words.toUpperCase() : words.charAt(0).toUpperCase() + words.slice(1)
}

function gone(key: string): Stage {
  const name = shortName(key)
  return {
    key,
    name,
    short: name,
    owner: null,
    detour: true,
    mode: null,
    levels: [],
    reasons: [],
    count: 0,
    ripe: null,
  }
}

/** The stages of a track (default: of the first one). */
export function useStages(track?: string): Stages {
  const tracks = useQuery(stagesQuery()).data?.tracks
  return stagesOf(tracks?.find(({ key }) => key === track) ?? tracks?.[0])
}
