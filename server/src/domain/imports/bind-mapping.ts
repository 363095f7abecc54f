import type { Time } from '../facts.ts'
import type { Incoming } from '../incoming.ts'
import type { Json } from '../json.ts'
import type { Fault } from '../lifecycle/fault.ts'
import { type Message, message } from '../message.ts'
import { bindAccount, bindTraits, readTraits } from './bind-account.ts'
import { type Cells, ColumnBinder, type ValueReader } from './bind-columns.ts'
import { bindEvents, bindOpportunities, bindStages, type RowFact } from './bind-facts.ts'
import { bindPerson, type ExternalRef, type ImportLookups, type RowPerson } from './bind-person.ts'
import type { Mapping, WhenMapping } from './mapping.ts'
import type { NoticeCode, RowNotes } from './row-notes.ts'

export interface MappingContext {
  readonly headers: readonly string[]
  /** Of times that name none. */
  readonly zone: string
  /** Formats of dates; null: whatever can mean one day only. */
  readonly dates: readonly string[] | null
  readonly receivedAt: Time
  /** Under which the events are recorded: `import:<id>`. */
  readonly source: string
  readonly lookups: ImportLookups
  /** The key of the lifecycle's stage behind a name; null where it has none. */
  readonly findStage: (name: string) => string | null
  /** 16 bytes of a text, equal for equal ones. */
  readonly digest: (text: string) => Uint8Array
  readonly onNotice: (code: NoticeCode, about: string) => void
}

export type ReadRow =
  | { readonly messages: readonly Incoming[]; readonly refs: readonly ExternalRef[] }
  | { readonly rejected: Message }

export type RowReader = (cells: Cells) => ReadRow
export type BoundMapping = { readonly read: RowReader } | { readonly faults: readonly Fault[] }

const STAMPS = ['source', 'medium', 'campaign', 'origin', 'country'] as const

/** Ties a mapping to the columns of a file: what comes out turns a row's cells into messages. */
export function bindMapping(mapping: Mapping, context: MappingContext): BoundMapping {
  const { zone, dates, receivedAt, headers, lookups } = context
  const binder = new ColumnBinder({ headers, mapping, zone, dates, receivedAt })
  const { contact, system } = mapping
  const person = bindPerson(binder, contact, system, lookups)
  const skips = [mapping.skip ?? []].flat().map((skip, index) => ({
    skip,
    holds: binder.when(skip, Array.isArray(mapping.skip) ? ['skip', index] : ['skip']),
  }))
  const at = contact.at === undefined ? () => null : binder.time(contact.at, ['contact', 'at'])
  const traits = bindTraits(binder, contact.traits, ['contact', 'traits'])
  const stamps = STAMPS.flatMap((key): readonly (readonly [string, ValueReader])[] => {
    const cell = contact[key]
    return cell === undefined ? [] : [[key, binder.value(cell, ['contact', key])]]
  })
  const account = bindAccount(binder, mapping.account, system)
  const stages = bindStages(binder, mapping.stages, context.findStage)
  const events = bindEvents(binder, mapping.events)
  const deals = bindOpportunities(binder, mapping.opportunities, mapping.decimal)
  if (binder.faults.length > 0) return { faults: binder.faults }

  const read: RowReader = (cells) => {
    const left = skips.find(({ holds }) => holds(cells))
    if (left !== undefined) return { rejected: message('import.left_out', { column: columnOf(left.skip) }) }
    // Each counts once in a row: its zone, say, is that of all its times.
    const noticed = new Map<string, readonly [NoticeCode, string]>()
    const notes: RowNotes = {
      problems: [],
      notice: (code, about) => void noticed.set(code === 'zone_assumed' ? code : `${code} ${about}`, [code, about]),
    }
    const who = person(cells, notes)
    const since = at(cells, notes)
    const named = stages(cells, notes)
    const { group, company } = account(cells, notes)
    const set = { ...who.traits, ...(company === null ? {} : { company }), ...readTraits(traits, cells, notes) }
    const stamp = readTraits(Object.fromEntries(stamps), cells, notes)
    const facts = [...named, ...events(cells, notes), ...deals(cells, notes)]
    const [problem] = notes.problems
    if (problem !== undefined) return { rejected: problem }
    for (const [code, about] of noticed.values()) context.onNotice(code, about)
    const about = { set, stamp, group, asserts: named.length > 0 }
    return { messages: messagesOf(context, system, who, since, about, facts), refs: who.refs }
  }
  return { read }
}

function columnOf(skip: WhenMapping): string {
  if (typeof skip === 'string') return skip
  return 'all' in skip ? skip.all.map(({ column }) => column).join(', ') : skip.column
}

interface About {
  readonly set: Readonly<Record<string, Json>>
  readonly stamp: Readonly<Record<string, Json>>
  readonly group: Incoming['group']
  readonly asserts: boolean
}

function messagesOf(
  { source, receivedAt, lookups, digest }: MappingContext,
  system: string,
  who: RowPerson,
  since: Time | null,
  { set, stamp, group, asserts }: About,
  facts: readonly RowFact[],
): readonly Incoming[] {
  const { identities, email } = who
  const known = identities[0]?.value ?? ''
  const make = (at: Time | null, key: readonly unknown[], part: Partial<Incoming>): Incoming => ({
    channel: 'import',
    source,
    messageKey: digest(JSON.stringify([system, known, ...key])),
    at: at ?? since ?? receivedAt,
    sentTime: null,
    receivedAt,
    identities,
    previous: null,
    group: null,
    domain: null,
    events: [],
    opportunity: null,
    ...part,
  })
  const messages: Incoming[] = []
  const domain = group !== null || email === null ? null : lookups.corporateDomain(email)
  const saysMore = Object.keys(set).length > 0 || Object.keys(stamp).length > 0 || group !== null
  if (saysMore || facts.length === 0) {
    const kind = email === null ? {} : { email_kind: lookups.emailKind(email) }
    const name = asserts ? 'stage' : ''
    const event = { kind: 'traits' as const, name, data: { set }, stamp: { ...stamp, ...kind } }
    messages.push(make(null, ['traits', since, identities, set, stamp, group], { group, domain, events: [event] }))
  }
  for (const { at, event, opportunity, id } of facts) {
    const what = event ?? opportunity
    const own = id === null ? [at ?? since, what] : [event?.kind, event?.name, id]
    messages.push(make(at, own, event === null ? { opportunity } : { events: [event] }))
  }
  return messages.sort((a, b) => a.at - b.at)
}
