import type { SlotOf } from '../aggregates.ts'
import type { Criterion } from './criterion.ts'
import { type DealSettings, dealLeaf, dealSays, dealSettings } from './deal-settings.ts'

/** A deal of the contact: `{ opportunity: open }`. `lost` holds also while others are open; a document that minds says `not`. */
export const opportunity: Criterion<DealSettings> = {
  kind: 'opportunity',
  key: 'opportunity',
  settings: dealSettings,
  bind(given, binder) {
    const slot = binder.slot({ keep: 'deals' })
    return dealLeaf(given, binder.track, (state) => state.slots[slot] as SlotOf['deals'], slot)
  },
  says: (given) => dealSays('criteria.opportunity', given),
}
