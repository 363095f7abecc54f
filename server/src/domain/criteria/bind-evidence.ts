import type { Aggregate, Match, SlotOf } from '../aggregates.ts'
import type { Time } from '../facts.ts'
import type { ContactState } from '../lifecycle/state.ts'
import type { Binder, BoundLeaf } from './criterion.ts'
import { type EvidenceSettings, epochOf, leavesWindow, windowMs } from './evidence.ts'

/** Binds a leaf on events: how often, in which window, after which event, what sum, how many different. */
export function bindEvidence(settings: EvidenceSettings, match: Match, binder: Binder): BoundLeaf {
  const scope = { since: epochOf(settings), track: settings.track ?? binder.track, match }
  if (settings.after !== undefined) return bindAnchored(settings, scope, binder)
  if (settings.sum !== undefined) return bindSum(settings.sum, windowMs(settings.within), scope, binder)
  if (settings.distinct !== undefined) return bindDistinct(settings.distinct, windowMs(settings.within), scope, binder)
  const within = windowMs(settings.within)
  return within === null ? bindCount(settings, scope, binder) : bindWindow(settings, within, scope, binder)
}

type Scope = Pick<Extract<Aggregate, { keep: 'times' }>, 'since' | 'track' | 'match'>

const leastOf = (settings: EvidenceSettings) => settings.at_least ?? (settings.at_most === undefined ? 1 : 0)
const mostOf = (settings: EvidenceSettings) => settings.at_most ?? Number.POSITIVE_INFINITY

function bindCount(settings: EvidenceSettings, scope: Scope, binder: Binder): BoundLeaf {
  const slot = binder.slot({ keep: 'count', ...scope })
  const [least, most] = [leastOf(settings), mostOf(settings)]
  const read = (state: ContactState) => state.slots[slot] as SlotOf['count']
  return {
    test: (state) => read(state)[0] >= least && read(state)[0] <= most,
    until: () => null,
    awaits: [],
    basis: { rests: 'count', slot, least, most },
    latest: (state) => (read(state)[0] === 0 ? null : read(state)[1]),
    observed: (state) => read(state)[0],
  }
}

function bindWindow(settings: EvidenceSettings, within: number, scope: Scope, binder: Binder): BoundLeaf {
  const [least, most] = [leastOf(settings), mostOf(settings)]
  const last = Math.max(least, settings.at_most === undefined ? 0 : settings.at_most + 1, 1)
  const slot = binder.slot({ keep: 'times', ...scope, last })
  const times = (state: ContactState) => state.slots[slot] as SlotOf['times']
  const count = (state: ContactState, now: Time) => times(state).filter((at) => at > now - within && at <= now).length
  return {
    test: (state, now) => count(state, now) >= least && count(state, now) <= most,
    awaits: [...(settings.at_most === undefined ? [] : [true]), ...(least === 0 ? [] : [false])],
    // The count only falls as time goes by: below the least it turns off, down to the most it turns on.
    until(state, now, wanted) {
      const present = count(state, now)
      if (wanted) return present > most ? leavesWindow(times(state), most + 1, within) : null
      return least === 0 ? null : leavesWindow(times(state), least, within)
    },
    latest: (state) => times(state).at(-1) ?? null,
    observed: (state, now) => count(state, now),
  }
}

function bindAnchored(settings: EvidenceSettings, scope: Scope, binder: Binder): BoundLeaf {
  const within = windowMs(settings.within) ?? Number.POSITIVE_INFINITY
  const least = settings.at_least ?? 1
  const anchor: Match = {
    ...scope.match,
    kinds: ['track', 'page', 'screen', 'conversion', 'communication'],
    names: [settings.after ?? ''],
    where: null,
    offer: null,
    gave: null,
  }
  const slot = binder.slot({ keep: 'anchored', ...scope, anchor, upTo: least })
  const read = (state: ContactState) => state.slots[slot] as SlotOf['anchored']
  const inTime = (state: ContactState) => {
    const kept = read(state)
    return kept === null ? [] : kept[1].filter((at) => at < kept[0] + within)
  }
  return {
    test: (state) => inTime(state).length >= least,
    until: () => null,
    awaits: [],
    latest: (state) => inTime(state).at(-1) ?? null,
    observed: (state) => inTime(state).length,
    absent: {
      awaits: Number.isFinite(within) ? [true] : [],
      test(state, now) {
        const kept = read(state)
        // Without a window there is no end to wait for: it is absent from the anchor on, until it comes.
        return kept !== null && (!Number.isFinite(within) || now >= kept[0] + within) && inTime(state).length < least
      },
      until(state, now, wanted) {
        const kept = read(state)
        return wanted &&
          kept !== null &&
          inTime(state).length < least &&
          kept[0] + within > now &&
          Number.isFinite(within)
          ? kept[0] + within
          : null
      },
      latest: () => null,
      observed: (state) => inTime(state).length,
    },
  }
}

function bindSum(
  sum: NonNullable<EvidenceSettings['sum']>,
  within: number | null,
  scope: Scope,
  binder: Binder,
): BoundLeaf {
  const slot = binder.slot({ keep: 'sum', ...scope, property: sum.of, within })
  const read = (state: ContactState) => state.slots[slot] as SlotOf['sum']
  const total = (state: ContactState, now: Time) =>
    within === null
      ? read(state)[0]
      : read(state)[2].reduce((all, [at, amount]) => (at > now - within && at <= now ? all + amount : all), 0)
  const holds = (value: number) =>
    value >= (sum.at_least ?? Number.NEGATIVE_INFINITY) &&
    value <= (sum.at_most ?? Number.POSITIVE_INFINITY) &&
    value > (sum.more_than ?? Number.NEGATIVE_INFINITY) &&
    value < (sum.below ?? Number.POSITIVE_INFINITY)
  return {
    test: (state, now) => holds(total(state, now)),
    ...(within === null ? { awaits: [] } : {}),
    // Amounts may be negative, so any that leaves the window may turn the sum either way.
    until(state, now) {
      if (within === null) return null
      const next = read(state)[2].find(([at]) => at + within > now)
      return next === undefined ? null : next[0] + within
    },
    latest: (state) => read(state)[1] || null,
    observed: (state, now) => total(state, now),
  }
}

function bindDistinct(
  distinct: NonNullable<EvidenceSettings['distinct']>,
  within: number | null,
  scope: Scope,
  binder: Binder,
): BoundLeaf {
  if (distinct.of === 'day' && within === null) {
    const days = binder.slot({ keep: 'days', ...scope })
    const kept = (state: ContactState) => state.slots[days] as SlotOf['days']
    return {
      test: (state) => kept(state)[0] >= distinct.at_least,
      until: () => null,
      awaits: [],
      latest: (state) => kept(state)[2] || null,
      observed: (state) => kept(state)[0],
    }
  }
  const slot = binder.slot({ keep: 'distinct', ...scope, property: distinct.of, upTo: distinct.at_least, within })
  const young = (state: ContactState, now: Time) =>
    (state.slots[slot] as SlotOf['distinct']).filter(([, at]) => within === null || (at > now - within && at <= now))
  return {
    test: (state, now) => young(state, now).length >= distinct.at_least,
    awaits: within === null ? [] : [false],
    until(state, now, wanted) {
      const oldest = young(state, now)[0]
      return wanted || within === null || oldest === undefined ? null : oldest[1] + within
    },
    latest: (state) => (state.slots[slot] as SlotOf['distinct']).at(-1)?.[1] ?? null,
    observed: (state, now) => young(state, now).length,
  }
}
