import type { StagesView } from '../contract/lifecycle.ts'
import type { Program, ProgramTrack } from '../domain/lifecycle/program.ts'
import { countUnplaced } from '../features/contacts/list-contacts.ts'
import { readRefold } from '../features/contacts/refold-progress.ts'
import { countStages } from '../features/rollups/stage-counts.ts'
import type { Ripen } from './ripen.ts'

/** The stages of the present version with how many contacts are in each; null before the first version. */
export async function showStages(ripen: Ripen): Promise<StagesView | null> {
  const program = await ripen.programs.head(ripen.db.pool)
  if (program === null) return null
  const counts = await countStages(ripen.db.pool)
  const refold = await readRefold(ripen.db.pool)
  const names = new Map(program.document.tracks?.map(({ key, name }) => [key, name]))
  const countIn = (track: string, key: string) =>
    counts.find((one) => one.track === track && one.stage === key)?.count ?? 0
  return {
    version: program.version,
    name: program.document.name,
    unplaced: await countUnplaced(ripen.db.pool),
    refold: refold === null || refold.finishedAt !== null ? null : { done: refold.done, total: refold.total },
    tracks: program.tracks.map((track) => ({
      key: track.key,
      name: names.get(track.key) ?? track.key,
      stages: stagesOf(program, track).map((stage) => ({ ...stage, count: countIn(track.key, stage.key) })),
    })),
  }
}

type Stage = Omit<StagesView['tracks'][number]['stages'][number], 'count'>

function stagesOf({ document }: Program, { stages, detours }: ProgramTrack): Stage[] {
  const written = new Map([...document.stages, ...(document.detours ?? [])].map((one) => [one.key, one]))
  const common = (key: string) => ({ key, name: written.get(key)?.name ?? key, owner: written.get(key)?.owner ?? null })
  return [
    ...stages.map(({ key, mode, levels }) => ({
      ...common(key),
      detour: false,
      mode,
      levels: levels.map((level) => level.key),
      reasons: [],
    })),
    ...detours.map(({ key, reasons }) => ({
      ...common(key),
      detour: true,
      mode: null,
      levels: [],
      reasons: [...reasons],
    })),
  ]
}
