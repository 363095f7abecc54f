import { z } from 'zod'
import { anyEvent, type SlotOf } from '../aggregates.ts'
import { message } from '../message.ts'
import type { Criterion } from './criterion.ts'
import { stateLeaf } from './kept-value.ts'

const settings = z.literal(true).describe('came by a file that named no stage')
type Settings = z.infer<typeof settings>

/** The contact came by an import that did not say in which stage it was: `{ imported: true }`. */
export const imported: Criterion<Settings> = {
  kind: 'imported',
  key: 'imported',
  settings,
  bind(_given, binder) {
    const scope = { keep: 'count', since: 'ever', track: binder.track } as const
    // The row of a file that names a stage, of whatever date, says so in the name of its traits.
    const rows = binder.slot({ ...scope, match: { ...anyEvent, kinds: ['traits'], names: [''], channel: 'import' } })
    const asserted = binder.slot({ ...scope, match: { ...anyEvent, kinds: ['asserted'] } })
    const count = (slots: readonly unknown[], slot: number) => (slots[slot] as SlotOf['count'])[0]
    return stateLeaf(
      ({ slots }) => ({ rows: count(slots, rows), stages: count(slots, asserted) }),
      ({ slots }) => count(slots, rows) > 0 && count(slots, asserted) === 0,
    )
  },
  says: () => message('criteria.imported'),
}
