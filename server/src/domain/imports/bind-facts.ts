import type { Time } from '../facts.ts'
import type { IncomingEvent, IncomingOpportunity } from '../incoming.ts'
import type { Json, JsonObject } from '../json.ts'
import { message } from '../message.ts'
import { bindTraits, readTraits } from './bind-account.ts'
import type { Cells, ColumnBinder, MomentReader } from './bind-columns.ts'
import type { EventMapping, OpportunityMapping, StageMapping, TimeMapping } from './mapping.ts'
import { readNumber } from './read-value.ts'
import type { RowNotes } from './row-notes.ts'

/** Something that a row tells, with its time; null: the row does not say when. */
export interface RowFact {
  readonly at: Time | null
  readonly event: IncomingEvent | null
  readonly opportunity: IncomingOpportunity | null
  /** An id of its own that the file gives. */
  readonly id: string | null
}

type FactsReader = (cells: Cells, notes: RowNotes) => readonly RowFact[]

/** When something happened: undefined where the row has the column and says nothing in it, so that it did not. */
function momentOf(binder: ColumnBinder, at: TimeMapping | undefined, path: readonly (string | number)[]) {
  const read: MomentReader | null = at === undefined ? null : binder.time(at, [...path, 'at'])
  return (cells: Cells, notes: RowNotes): Time | null | undefined =>
    read === null ? null : (read(cells, notes) ?? undefined)
}

/**
 * The stages that a row names, by time. One without a time is the present one: it is told when the last dated one is another, right
 * behind it, and marked as undated.
 */
export function bindStages(
  binder: ColumnBinder,
  stages: readonly StageMapping[],
  find: (name: string) => string | null,
): FactsReader {
  const readers = stages.map(({ stage, at, when }, index) => {
    const path = ['stages', index]
    const name = binder.value(stage, [...path, 'stage'])
    const moment = momentOf(binder, at, path)
    const holds = when === undefined ? () => true : binder.when(when, [...path, 'when'])
    return { name, moment, holds }
  })
  return (cells, notes) => {
    const named = readers.flatMap(({ name, moment, holds }): readonly NamedStage[] => {
      const at = holds(cells) ? moment(cells, notes) : undefined
      const text = at === undefined ? null : name(cells, notes)
      if (at === undefined || text === null) return []
      const key = find(String(text))
      if (key === null) notes.notice('unknown_stage', String(text))
      return key === null ? [] : [{ key, at }]
    })
    const dated = named
      .filter((stage): stage is NamedStage & { at: Time } => stage.at !== null)
      .sort((a, b) => a.at - b.at)
    const present = named.findLast(({ at }) => at === null)
    const last = dated.at(-1)
    const facts = dated.map(({ key, at }) => fact(at, asserted(key, false)))
    if (present !== undefined && present.key !== last?.key)
      facts.push(fact(last?.at ?? null, asserted(present.key, true)))
    return facts
  }
}

interface NamedStage {
  readonly key: string
  readonly at: Time | null
}

function asserted(name: string, undated: boolean): IncomingEvent {
  const data: JsonObject = undated ? { by: 'import', undated: true } : { by: 'import' }
  return { kind: 'asserted', name, data, stamp: {} }
}

function fact(at: Time | null, event: IncomingEvent): RowFact {
  return { at, event, opportunity: null, id: null }
}

export function bindEvents(binder: ColumnBinder, events: readonly EventMapping[]): FactsReader {
  const readers = events.map(({ kind, name, at, when, id, properties }, index) => {
    const path = ['events', index]
    const nameOf = binder.value(name, [...path, 'name'])
    const moment = momentOf(binder, at, path)
    const holds = when === undefined ? () => true : binder.when(when, [...path, 'when'])
    const idOf = id === undefined ? () => null : binder.value(id, [...path, 'id'])
    const traits = bindTraits(binder, properties, [...path, 'properties'])
    return (cells: Cells, notes: RowNotes): RowFact | null => {
      if (!holds(cells)) return null
      const when = moment(cells, notes)
      const called = when === undefined ? null : nameOf(cells, notes)
      if (when === undefined || called === null) return null
      const data = dataOf(kind, readTraits(traits, cells, notes))
      const own = idOf(cells, notes)
      return {
        at: when,
        event: { kind, name: String(called).slice(0, 500), data, stamp: {} },
        opportunity: null,
        id: own === null ? null : String(own),
      }
    }
  })
  return (cells, notes) => readers.flatMap((read) => read(cells, notes) ?? [])
}

/** Whoever subscribed did so, unless the row says otherwise. */
function dataOf(kind: EventMapping['kind'], data: JsonObject): JsonObject {
  return kind === 'subscription' && data['on'] === undefined ? { ...data, on: true } : data
}

const STATES = ['open', 'won', 'lost'] as const
const DETAILS = ['kind', 'currency', 'product', 'step', 'reason'] as const

export function bindOpportunities(
  binder: ColumnBinder,
  opportunities: readonly OpportunityMapping[],
  decimal: '.' | ',',
): FactsReader {
  const readers = opportunities.map((mapped, index) => {
    const path = ['opportunities', index]
    const id = binder.value(mapped.id, [...path, 'id'])
    const state = binder.value(mapped.state, [...path, 'state'])
    const moment = momentOf(binder, mapped.at, path)
    const holds = mapped.when === undefined ? () => true : binder.when(mapped.when, [...path, 'when'])
    const cellOf = (key: (typeof DETAILS)[number] | 'amount' | 'role') => {
      const cell = mapped[key]
      return cell === undefined ? () => null : binder.value(cell, [...path, key])
    }
    const details = DETAILS.map((key) => [key, cellOf(key)] as const)
    const [amount, role] = [cellOf('amount'), cellOf('role')]
    const traits = bindTraits(binder, mapped.properties, [...path, 'properties'])
    const setOf = (cells: Cells, notes: RowNotes): JsonObject => {
      const set: Record<string, Json> = readTraits(traits, cells, notes)
      for (const [key, read] of details) {
        const value = read(cells, notes)
        if (value !== null) set[key] = key === 'currency' ? String(value).toUpperCase() : value
      }
      const sum = amountOf(amount(cells, notes), decimal, notes)
      return sum === null ? set : { ...set, amount: sum }
    }
    return (cells: Cells, notes: RowNotes): RowFact | null => {
      const at = holds(cells) ? moment(cells, notes) : undefined
      const [deal, word] = [id(cells, notes), state(cells, notes)]
      if (at === undefined || deal === null || word === null) return null
      const known = STATES.find((one) => one === String(word).toLowerCase())
      if (known === undefined)
        notes.problems.push(message('import.not_deal_state', { text: String(word).slice(0, 80) }))
      const part = role(cells, notes)
      const opportunity: IncomingOpportunity = {
        id: String(deal),
        state: known ?? null,
        set: setOf(cells, notes),
        people: [],
        role: part === null ? null : String(part),
      }
      return { at, event: null, opportunity, id: null }
    }
  })
  return (cells, notes) => readers.flatMap((read) => read(cells, notes) ?? [])
}

/** Money is kept as the decimal that was written; signs of currencies around it are left out. */
function amountOf(value: Json, decimal: '.' | ',', notes: RowNotes): string | null {
  if (value === null) return null
  const bare = String(value).replace(/^[^\d+.,-]+|[^\d.,]+$/g, '')
  const number = readNumber(bare, decimal)
  if (number === null || Math.abs(number) >= 1e15) {
    notes.problems.push(message('import.not_amount', { text: String(value).slice(0, 80) }))
    return null
  }
  return number.toFixed(6).replace(/\.?0+$/, '')
}
