import { message } from '../message.ts'
import type { CheckedCriteria } from './checked-criteria.ts'
import { usesOf } from './criteria-loops.ts'
import { criteriaOf } from './criteria-places.ts'
import type { Fault, Path } from './fault.ts'
import type { CriteriaTree } from './parse-criteria.ts'
import type { Lifecycle } from './schema.ts'

/**
 * What people stand in may be read only by stages after it: else the moves that an answer brings about would change the answer. Detours stand in no
 * order, and leaving a stage for one changes it too.
 */
export function peopleLoopFaults(document: Lifecycle, checked: CheckedCriteria): readonly Fault[] {
  const places = criteriaOf(document).flatMap(({ path }) => {
    const tree = checked.find(path)
    return tree === null ? [] : [{ path, tree }]
  })
  return places.flatMap(({ path, tree }) => {
    const leads = leadsTo(document, path)
    if (leads === 'nowhere') return []
    return [...stagesRead(tree, checked, places, new Set())]
      .filter((read) => leads === 'aside' || !comesAfter(document, leads.stage, read))
      .map((read) => ({ path, message: message('fault.people_loop', { stage: read }) }))
  })
}

/** Where whoever meets these criteria goes: to a stage, aside, or nowhere by these alone. */
function leadsTo(document: Lifecycle, path: Path): { readonly stage: string } | 'aside' | 'nowhere' {
  const [area, index, part, exit] = path
  if (area === 'exclude') return 'aside'
  if (area !== 'stages' && area !== 'detours') return 'nowhere'
  const own = document[area]?.[Number(index)]
  const to = part === 'exits' ? own?.exits?.[Number(exit)]?.to : own?.key
  return to !== undefined && document.stages.some(({ key }) => key === to) ? { stage: to } : 'aside'
}

function comesAfter(document: Lifecycle, stage: string, read: string): boolean {
  const place = (key: string) => document.stages.findIndex((one) => one.key === key)
  const trackOf = (key: string) => document.stages[place(key)]?.track ?? document.tracks?.[0]?.key
  if (trackOf(stage) === trackOf(read)) return place(read) < place(stage)
  const tracks = (document.tracks ?? []).map(({ key }) => key)
  return tracks.indexOf(trackOf(read) ?? '') < tracks.indexOf(trackOf(stage) ?? '')
}

/** The stages whose people criteria rest upon, by whatever they name too. */
function stagesRead(
  tree: CriteriaTree,
  checked: CheckedCriteria,
  places: readonly { readonly path: Path; readonly tree: CriteriaTree }[],
  seen: Set<string>,
): ReadonlySet<string> {
  const read = new Set(ownStages(tree))
  for (const use of usesOf(tree)) {
    if (seen.has(use)) continue
    seen.add(use)
    for (const place of places)
      if (place.path.join('.') === use || place.path.join('.').startsWith(`${use}.`))
        for (const stage of stagesRead(place.tree, checked, places, seen)) read.add(stage)
  }
  return read
}

function ownStages(tree: CriteriaTree): readonly string[] {
  if (tree.op === 'not') return ownStages(tree.part)
  if (tree.op !== 'leaf') return tree.parts.flatMap(ownStages)
  if (tree.criterion.kind !== 'account_people') return []
  const { reached } = tree.settings as { readonly reached: string }
  return [reached]
}
