import { canonical, isObject, type Json } from '../json.ts'
import { HANDOFF_OWNERS, type HandoffDocument } from './handoff-schema.ts'
import type { Lifecycle } from './schema.ts'

/** A team whose word a change needs, with what of its own is changed. */
export interface OwningTeam {
  readonly team: string
  /** Keys of stages, and of handoffs. */
  readonly stages: readonly string[]
  readonly handoffs: readonly string[]
}

/** What only people read: it moves nobody and promises nothing. */
const WORDS = new Set(['name', 'description', 'guidance', 'journey'])

/**
 * The teams that a change concerns: the owners of changed stages on whose entry, or in which, people are handed over, and
 * those who hand over or take over by a changed handoff. A stage changed where its criteria did, also under a name.
 */
export function owningTeams(was: Lifecycle, now: Lifecycle): readonly OwningTeam[] {
  const touched = new Touched()
  const keys = new Set([was, now].flatMap(({ handoffs = {} }) => Object.keys(handoffs)))
  for (const key of keys) {
    const pair = [was, now].map((document) => ({ document, handoff: document.handoffs?.[key] }))
    const isChanged = meaning(was, was.handoffs?.[key]) !== meaning(now, now.handoffs?.[key])
    for (const { document, handoff } of pair) {
      if (handoff === undefined) continue
      const stages = stagesOf(document, handoff)
      if (isChanged) {
        touched.add(handoff.to, 'handoffs', key)
        for (const stage of stages) touched.add(ownerOf(document, stage), 'handoffs', key)
      }
      for (const stage of stages.filter((one) => isOther(was, now, one)))
        for (const team of [handoff.to, ownerOf(was, stage), ownerOf(now, stage)]) touched.add(team, 'stages', stage)
    }
  }
  return touched.teams()
}

const isOther = (was: Lifecycle, now: Lifecycle, stage: string): boolean =>
  meaning(was, placeOf(was, stage)) !== meaning(now, placeOf(now, stage))

/** Teams, with what of their own is changed. */
class Touched {
  readonly #found = new Map<string, { stages: Set<string>; handoffs: Set<string> }>()

  add(team: string | undefined, kind: 'stages' | 'handoffs', key: string): void {
    if (team === undefined || HANDOFF_OWNERS.includes(team)) return
    const own = this.#found.get(team) ?? { stages: new Set(), handoffs: new Set() }
    this.#found.set(team, own)
    own[kind].add(key)
  }

  teams(): readonly OwningTeam[] {
    return [...this.#found]
      .map(([team, { stages, handoffs }]) => ({ team, stages: [...stages], handoffs: [...handoffs] }))
      .sort((a, b) => (a.team < b.team ? -1 : 1))
  }
}

const placeOf = (document: Lifecycle, key: string) =>
  [...document.stages, ...(document.detours ?? [])].find((one) => one.key === key)

const ownerOf = (document: Lifecycle, stage: string): string | undefined => placeOf(document, stage)?.owner

/** Stages on whose entry a handoff is made, or in which it may be. */
function stagesOf(document: Lifecycle, { trigger, when }: HandoffDocument): readonly string[] {
  const keys = new Set<string>()
  visit([trigger as Json, (when ?? null) as Json], (key, value) => {
    if (key === 'enters' || key === 'stage') for (const name of namesIn(value)) keys.add(name)
  })
  return [...keys].filter((key) => placeOf(document, key) !== undefined)
}

function namesIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(namesIn)
  return isObject(value) ? Object.values(value).flatMap(namesIn) : []
}

function visit(value: Json, see: (key: string, value: Json) => void): void {
  if (Array.isArray(value)) for (const part of value) visit(part, see)
  else if (isObject(value))
    for (const [key, part] of Object.entries(value)) {
      see(key, part)
      visit(part, see)
    }
}

/** All that decides of a stage or handoff, as text; criteria that it names are written out. */
function meaning(document: Lifecycle, part: object | undefined): string {
  if (part === undefined) return ''
  const plain = Object.fromEntries(Object.entries(part).filter(([key]) => !WORDS.has(key)))
  const named = new Set<string>()
  const written: Json[] = [plain as Json]
  for (let at = 0; at < written.length; at++)
    visit(written[at] ?? null, (key, value) => {
      const criteria = key === 'is' ? document.define : key === 'segment' ? document.segments : undefined
      for (const name of criteria === undefined ? [] : namesIn(value)) {
        const found = criteria?.[name]
        if (found === undefined || named.has(`${key} ${name}`)) continue
        named.add(`${key} ${name}`)
        written.push(found as Json)
      }
    })
  return canonical(written)
}
