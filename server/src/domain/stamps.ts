import { DAY } from './duration.ts'
import type { StageKey, Time } from './facts.ts'
import { keptValue } from './lifecycle/kept-value.ts'
import type { Program } from './lifecycle/program.ts'
import type { ContactState } from './lifecycle/state.ts'

/** What reports need of a transition, stamped so that they need no traits and survive an erasure. */
export interface Stamps {
  /** Source of the first touch ever. */
  readonly originalSource: string | null
  /** Source of the latest touch within 30 days before. */
  readonly tippingSource: string | null
  readonly origin: string | null
  /** Campaign of the first touch that named one. */
  readonly campaign: string | null
  /** The team that answers for the stage. */
  readonly team: string | null
  readonly country: string | null
  /** The account's `tier`, where the lifecycle reads it. */
  readonly accountTier: string | null
}

/** A touch tips a contact over into a stage when it is not older than this. */
const TIPPING_AGE = 30 * DAY
const LONGEST_VALUE = 255

/** @param state as it was when the contact entered the stage */
export function stampsOf(program: Program, state: ContactState, { to, at }: { to: StageKey; at: Time }): Stamps {
  const text = (path: string, which: 'first' | 'latest') => {
    const kept = keptValue(program, state, path, which)
    return typeof kept?.[0] === 'string' ? { value: kept[0], at: kept[1] } : null
  }
  const tier = state.line?.values['tier']
  const latest = text('stamp.source', 'latest')
  return {
    originalSource: text('stamp.source', 'first')?.value ?? null,
    tippingSource: latest !== null && latest.at <= at && latest.at > at - TIPPING_AGE ? latest.value : null,
    origin: text('stamp.origin', 'first')?.value ?? null,
    campaign: text('stamp.campaign', 'first')?.value ?? null,
    team: teamOf(program, to),
    country: text('stamp.country', 'latest')?.value ?? null,
    accountTier: typeof tier === 'string' || typeof tier === 'number' ? String(tier).slice(0, LONGEST_VALUE) : null,
  }
}

const teams = new WeakMap<Program, ReadonlyMap<StageKey, string>>()

function teamOf(program: Program, stage: StageKey): string | null {
  let known = teams.get(program)
  if (known === undefined) {
    const { stages, detours = [] } = program.document
    known = new Map([...stages, ...detours].flatMap(({ key, owner }) => (owner === undefined ? [] : [[key, owner]])))
    teams.set(program, known)
  }
  return known.get(stage) ?? null
}
