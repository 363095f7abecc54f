import { type Aggregate, type Slot, type SlotOf, WINDOW_LIMIT } from '../aggregates.ts'
import { localDay } from '../calendar/zone.ts'
import type { ConditionContext } from '../criteria/condition.ts'
import { compileMatch, propertyOf } from '../criteria/match.ts'
import type { Event, Time } from '../facts.ts'
import { canonical, isObject, unreachable, valueAt } from '../json.ts'
import type { EventKind } from '../vocabulary.ts'
import { keepDeal } from './deals.ts'

/** What an event adds to a score, for those who ask why. */
export interface Contribution {
  /** Of the points shown to people, as against those of a cycle that criteria read. */
  readonly lifetime: boolean
  readonly event: string
  readonly at: Time
  readonly score: string
  readonly group: string
  /** Which rule of the group, from 0. */
  readonly rule: number
  /** What the rule gives. */
  readonly points: number
  /** What the group's cap took away, as a negative number; points + cut were added. */
  readonly cut: number
}

/** How one slot takes in an event. `index` is its place among the aggregates. */
export interface SlotChange {
  readonly index: number
  /** Kinds and names that can matter; null names: any. */
  readonly kinds: readonly EventKind[]
  readonly names: readonly string[] | null
  /** The slot after the event; the same object where nothing changed. */
  keep(slot: Slot, event: Event, contributed?: (contribution: Contribution) => void): Slot
}

/** How an aggregate other than a score takes in events. */
export function keepAggregate(
  aggregate: Exclude<Aggregate, { keep: 'score' }>,
  index: number,
  context: ConditionContext,
): SlotChange {
  if (aggregate.keep === 'value') return keepValue(aggregate.path, aggregate.first, index)
  if (aggregate.keep === 'deals')
    return {
      index,
      kinds: ['opportunity'],
      names: null,
      keep: (slot, event) => keepDeal(slot as SlotOf['deals'], event),
    }
  const matches = compileMatch(aggregate.match, context)
  if (aggregate.keep === 'anchored') {
    const starts = compileMatch(aggregate.anchor, context)
    return {
      index,
      kinds: [...aggregate.match.kinds, ...aggregate.anchor.kinds],
      names:
        aggregate.match.names === null || aggregate.anchor.names === null
          ? null
          : [...aggregate.match.names, ...aggregate.anchor.names],
      keep(slot, event) {
        const kept = slot as SlotOf['anchored']
        if (starts(event, event.at)) return [event.at, []]
        if (kept === null || kept[1].length >= aggregate.upTo || !matches(event, event.at)) return slot
        return [kept[0], [...kept[1], event.at]]
      },
    }
  }
  const add = adder(aggregate, context.zone)
  return {
    index,
    kinds: aggregate.match.kinds,
    names: aggregate.match.names,
    keep: (slot, event) => (matches(event, event.at) ? add(slot, event) : slot),
  }
}

type Counted = Exclude<Aggregate, { keep: 'score' | 'value' | 'deals' | 'anchored' }>

function adder(aggregate: Counted, zone: string): (slot: Slot, event: Event) => Slot {
  switch (aggregate.keep) {
    case 'times':
      return (slot, event) => [...(slot as SlotOf['times']), event.at].slice(-aggregate.last)
    case 'count':
      return (slot, event) => [(slot as SlotOf['count'])[0] + 1, event.at]
    case 'first':
      return (slot, event) => (slot as SlotOf['first']) ?? [event.at]
    case 'days':
      return (slot, event) => {
        const [days, lastDay] = slot as SlotOf['days']
        const day = localDay(zone, event.at)
        return [day === lastDay ? days : days + 1, day, event.at]
      }
    case 'sum':
      return (slot, event) => {
        const amount = Number(propertyOf(event, aggregate.property))
        if (!Number.isFinite(amount)) return slot
        const [total, , pairs] = slot as SlotOf['sum']
        if (aggregate.within === null) return [bounded(total + amount), event.at, []]
        const young = pairs.filter(([at]) => at > event.at - (aggregate.within ?? 0))
        return [0, event.at, [...young, [event.at, amount] as const].slice(-WINDOW_LIMIT)]
      }
    case 'distinct':
      return (slot, event) => {
        const value = propertyOf(event, aggregate.property)
        if (value === undefined || value === null) return slot
        const text = typeof value === 'string' ? value.slice(0, 200) : canonical(value).slice(0, 200)
        const others = (slot as SlotOf['distinct']).filter(
          ([known, at]) => known !== text && (aggregate.within === null || at > event.at - aggregate.within),
        )
        return [...others, [text, event.at] as const].slice(-Math.min(aggregate.upTo, WINDOW_LIMIT))
      }
    default:
      return unreachable(aggregate)
  }
}

/** Sums stay numbers that JSON can hold. */
function bounded(sum: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, sum))
}

/** Where the values that criteria read come from, by the first word of their path. */
function keepValue(path: string, first: boolean, index: number): SlotChange {
  const dot = path.indexOf('.')
  const area = dot < 0 ? path : path.slice(0, dot)
  const rest = dot < 0 ? '' : path.slice(dot + 1)
  const { kinds, names, read } = valueSource(area, rest)
  return {
    index,
    kinds,
    names,
    keep(slot, event) {
      if (first && slot !== null) return slot
      // A direct visit says nothing new of where somebody came from.
      if (path === 'stamp.source' && slot !== null && event.stamp['source'] === 'direct') return slot
      const value = read(event, (slot as SlotOf['value'])?.[0])
      return value === undefined ? slot : [value, event.at]
    },
  }
}

interface ValueSource {
  readonly kinds: readonly EventKind[]
  readonly names: readonly string[] | null
  /** The value that the event sets; undefined where it says nothing of it. */
  read(event: Event, before: import('../json.ts').Json | undefined): import('../json.ts').Json | undefined
}

function valueSource(area: string, rest: string): ValueSource {
  switch (area) {
    case 'traits':
      return {
        kinds: ['traits'],
        names: null,
        read: (event) => (isObject(event.data['set']) ? traitSet(event.data['set'], rest) : undefined),
      }
    case 'subscribed':
      return { kinds: ['subscription'], names: [rest], read: (event) => event.data['on'] }
    case 'answers':
      return { kinds: ['answer'], names: [rest], read: (event, before) => answersAfter(before, event.data['values']) }
    case 'handoff':
      return {
        kinds: ['handoff'],
        names: null,
        read: (event) => ((event.data['track'] ?? rest) === rest ? event.data['state'] : undefined),
      }
    case 'stamp':
      return {
        kinds:
          rest === 'email_kind'
            ? ['traits']
            : ['page', 'screen', 'track', 'conversion', 'subscription', 'traits', 'opportunity'],
        names: null,
        read: (event) => event.stamp[rest],
      }
    default:
      throw new Error(`Nothing keeps values of ${area}.`)
  }
}

/** Answers gather: an event says only what was asked anew, and null takes an answer back. */
function answersAfter(before: import('../json.ts').Json | undefined, given: import('../json.ts').Json | undefined) {
  return isObject(given) ? { ...(isObject(before) ? before : {}), ...given } : undefined
}

/** A trait at a path: from the whole set, or null where a parent was removed. */
function traitSet(set: import('../json.ts').JsonObject, path: string) {
  const own = valueAt(set, path)
  if (own !== undefined) return own
  const head = path.split('.', 1)[0] ?? path
  return head in set && set[head] === null ? null : undefined
}
