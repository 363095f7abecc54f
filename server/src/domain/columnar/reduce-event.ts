import type { AccountLine, Event } from '../facts.ts'
import { isObject, type Json, type JsonObject, valueAt } from '../json.ts'
import type { EventKind } from '../vocabulary.ts'
import type { Reads } from './reads.ts'

/** What of an event programs can tell apart: two events with the same one are the same to them, time and contact aside. */
export interface ReducedEvent {
  readonly kind: EventKind
  readonly name: string
  readonly channel: Event['channel']
  readonly names: number
  readonly data: JsonObject
  readonly stamp: JsonObject
}

/** Names that stand for a place in an object's order; they are left as they are. */
const INDEX = /^(?:0|[1-9]\d{0,15})$/

/** Renames deals by the order in which a contact's history names them: which deal it is matters within one history only. */
export class DealNames {
  readonly #known = new Map<string, string>()

  rename(name: string): string {
    if (INDEX.test(name)) return name
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const given = `#${this.#known.size}`
    this.#known.set(name, given)
    return given
  }
}

/** Cuts an event down to what is read of it. */
export function reduceEvent(event: ReducedEvent, reads: Reads, deals: DealNames): ReducedEvent {
  const { kind, channel, names } = event
  const read = reads.kinds[kind]
  const data: [string, Json][] = []
  const stamp: [string, Json][] = []
  if (event.stamp['human'] === false) stamp.push(['human', false])
  for (const path of read.paths) {
    const own = valueAt(event.data, path)
    if (own !== undefined) data.push([path, own])
    keepStamp(event.stamp, path, stamp)
  }
  for (const key of read.stamps) keepStamp(event.stamp, key, stamp)
  if (kind === 'traits' && read.traits.length > 0 && isObject(event.data['set']))
    data.push(['set', traitsRead(event.data['set'], read.traits)])
  return {
    kind,
    name: nameOf(event, read.names, deals),
    channel,
    names,
    data: Object.fromEntries(data),
    stamp: Object.fromEntries(stamp),
  }
}

function keepStamp(stamp: JsonObject, key: string, into: [string, Json][]): void {
  const value = stamp[key]
  if (value !== undefined && Object.hasOwn(stamp, key)) into.push([key, value])
}

function nameOf({ kind, name }: ReducedEvent, told: readonly string[] | null, deals: DealNames): string {
  if (kind === 'opportunity') return deals.rename(name)
  return told === null || told.includes(name) ? name : ''
}

/** The traits that are read; a parent that was removed stays, since its parts went with it. */
function traitsRead(set: JsonObject, paths: readonly string[]): JsonObject {
  const kept: [string, Json][] = []
  for (const path of paths) {
    const own = valueAt(set, path)
    const head = path.split('.', 1)[0] ?? path
    if (own !== undefined) kept.push([path, own])
    else if (set[head] === null) kept.push([head, null])
  }
  return Object.fromEntries(kept)
}

/** Cuts the values of an account's line down to those that are read. */
export function reduceLine({ values }: Pick<AccountLine, 'values'>, reads: Reads): JsonObject {
  return Object.fromEntries(
    reads.account.flatMap((path): [string, Json][] => {
      const value = values[path]
      return value === undefined || !Object.hasOwn(values, path) ? [] : [[path, value]]
    }),
  )
}
