import type { SlotOf } from '../aggregates.ts'
import { isObject } from '../json.ts'
import type { Criterion } from './criterion.ts'
import { type DealSettings, dealLeaf, dealSays, dealSettings } from './deal-settings.ts'

/** Where an account's line has its deals, by id. */
const PATH = 'opportunities'
const NONE: SlotOf['deals'] = {}

/** A deal of the contact's account, whoever of its people has it: `{ account.opportunity: open }`. */
export const accountOpportunity: Criterion<DealSettings> = {
  kind: 'account_opportunity',
  key: 'account.opportunity',
  settings: dealSettings,
  bind(given, binder) {
    binder.accountValue(PATH)
    return dealLeaf(
      given,
      binder.track,
      (state) => {
        const deals = state.line?.values[PATH]
        return isObject(deals) ? (deals as unknown as SlotOf['deals']) : NONE
      },
      'line',
    )
  },
  says: (given) => dealSays('criteria.account_opportunity', given),
}
