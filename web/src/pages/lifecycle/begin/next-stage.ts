import type { Edit } from '../model/edit.ts'
import { namesOf } from '../model/references.ts'
import { isListValue, isMapValue, type Value, valueAt } from '../model/value.ts'
import { stageEntries } from '../stages/stage-entries.ts'
import { type Ground, type ReadyStage, readyStages } from './ready-stages.ts'
import { rankOf, type UsualKey, usualIn, usualOf } from './usual-stages.ts'

/** A stage that could come next, and what the draft becomes with it. */
export interface Proposal {
  readonly key: UsualKey
  readonly isDetour: boolean
  /** Between which stages it goes; null: at that end. Of a detour both are null. */
  readonly after: string | null
  readonly before: string | null
  /** The new stage as the document would say it. */
  readonly value: Value
  readonly edits: readonly Edit[]
}

/** What helps most first: first what marketing hands over, then the deal, then what lies between, then the ways aside. */
const adviceOrder: readonly UsualKey[] = [
  'lead',
  'customer',
  'mql',
  'opportunity',
  'sql',
  'sal',
  'nurturing',
  'disqualified',
  'lost',
  'subscriber',
  'engaged',
  'evangelist',
  'former',
]

const HAND_RAISE = /demo|contact.?(sales|us)|quote|pricing|trial|consult/i

/**
 * The stages of the usual order that a document does not have yet, the one that helps most first.
 *
 * @param nameOf what a usual stage is called
 * @param seenPoints conversion points at which people gave their details
 */
export function proposalsFor(
  root: Value,
  nameOf: (key: UsualKey) => string,
  seenPoints: readonly string[] = [],
): readonly Proposal[] {
  const has = usualIn(root)
  const ground: Ground = {
    has: (key) => has.get(key) ?? null,
    handRaises: handRaisesIn(root),
    hasEngagement: namesOf(root, 'score').includes('engagement'),
  }
  return adviceOrder
    .filter((key) => !has.has(key) && readyStages[key].fits(ground))
    .map((key) => propose(root, key, ground, { name: nameOf(key), seenPoints }))
}

interface Given {
  readonly name: string
  readonly seenPoints: readonly string[]
}

function propose(root: Value, key: UsualKey, ground: Ground, { name, seenPoints }: Given): Proposal {
  const ready = readyStages[key]
  const section = ready.isDetour ? 'detours' : 'stages'
  const value: Value = { key, name, owner: ready.owner, ...ready.write(ground) }
  const entries = stageEntries(root).filter((entry) => entry.section === section)
  const at = ready.isDetour ? entries.length : placeOf(key, entries)
  const insert: Edit =
    entries.length === 0
      ? { do: 'set', path: [section], value: [value], before: ['handoffs', 'checklists', 'trusted_events', 'migrate'] }
      : { do: 'insert', path: [section], at, value }
  return {
    key,
    isDetour: ready.isDetour,
    after: ready.isDetour ? null : (entries[at - 1]?.name ?? null),
    before: ready.isDetour ? null : (entries[at]?.name ?? null),
    value,
    edits: [
      ...teamEdits(root, ready),
      ...(key === 'mql' && ground.handRaises.length === 0 ? pointEdits(root, seenPoints) : []),
      ...(key === 'subscriber' ? takenFromLead(root, ground) : []),
      ...migrationEdits(root, key),
      insert,
    ],
  }
}

/** Right after the last stage that usually comes before it. */
function placeOf(key: UsualKey, entries: readonly { readonly key: string }[]): number {
  const own = rankOf(key)
  const before = entries.findLastIndex((entry) => {
    const usual = usualOf(entry.key)
    return usual !== null && rankOf(usual) >= 0 && rankOf(usual) < own
  })
  if (before >= 0) return before + 1
  const after = entries.findIndex((entry) => rankOf(usualOf(entry.key)) > own)
  return after < 0 ? entries.length : after
}

function teamEdits(root: Value, { owner }: ReadyStage): readonly Edit[] {
  if (namesOf(root, 'team').includes(owner)) return []
  const teams = valueAt(root, ['teams'])
  if (!isListValue(teams))
    return [
      { do: 'set', path: ['teams'], value: [owner], before: ['calendars', 'points', 'define', 'scores', 'stages'] },
    ]
  // In the order in which people are handed on: marketing, sales, success.
  const success = namesOf(root, 'team').indexOf('success')
  const at = owner === 'sales' && success >= 0 ? success : teams.length
  return [{ do: 'insert', path: ['teams'], at, value: owner }]
}

/** The points of the document that ask for a decision. */
function handRaisesIn(root: Value): readonly string[] {
  const points = valueAt(root, ['points'])
  if (!isMapValue(points)) return []
  return Object.entries(points).flatMap(([key, point]) => (valueAt(point, ['offer']) === 'bottom' ? [key] : []))
}

/** Says of the forms by which one raises a hand that they are such: of those that came in, else of the usual ones. */
function pointEdits(root: Value, seen: readonly string[]): readonly Edit[] {
  const points = valueAt(root, ['points'])
  const found = seen.filter((point) => HAND_RAISE.test(point)).slice(0, 6)
  const named = found.length > 0 ? found : ['demo', 'contact-sales']
  if (!isMapValue(points)) {
    const value = Object.fromEntries(named.map((point) => [point, { offer: 'bottom' }]))
    return [
      { do: 'set', path: ['points'], value, before: ['define', 'segments', 'exclude', 'scores', 'tracks', 'stages'] },
    ]
  }
  return named.map((point) =>
    isMapValue(points[point])
      ? { do: 'set', path: ['points', point, 'offer'], value: 'bottom' }
      : { do: 'set', path: ['points', point], value: { offer: 'bottom' } },
  )
}

/** Who merely subscribes is a lead no more, once there are subscribers: else nobody would stay there. */
function takenFromLead(root: Value, ground: Ground): readonly Edit[] {
  const lead = stageEntries(root).find(({ key }) => key === ground.has('lead'))
  if (lead === undefined) return []
  const path = [...lead.path, 'entry', 'when', 'any']
  const parts = valueAt(root, path)
  if (!isListValue(parts) || parts.length < 2) return []
  const at = parts.findIndex((part) => valueAt(part, ['subscribed']) !== undefined)
  return at < 0 ? [] : [{ do: 'remove', path: [...path, at] }]
}

/** A stage that is there again needs no other place for its contacts. */
function migrationEdits(root: Value, key: string): readonly Edit[] {
  const migrate = valueAt(root, ['migrate'])
  if (!isMapValue(migrate) || migrate[key] === undefined) return []
  return [{ do: 'remove', path: Object.keys(migrate).length === 1 ? ['migrate'] : ['migrate', key] }]
}
