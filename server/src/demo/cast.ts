import { type Account, makeAccount } from './accounts.ts'
import type { Chance } from './chance.ts'
import { drawCampaign, makePerson, type Person } from './people.ts'
import type { Year } from './year.ts'

/** People who belong together: those of a company, or somebody alone. */
export interface Party {
  readonly account: Account | null
  /** The first of them comes first in no other sense: a customer of before the year, where the company is one. */
  readonly people: readonly Person[]
  readonly wasCustomer: boolean
}

const MOST_COLLEAGUES = 9

/** Everybody who plays a part, party by party. The same for the same chance, however often it is asked. */
export function* castOf(chance: Chance, { people, year }: { people: number; year: Year }): Generator<Party> {
  let number = 0
  for (let party = 1; number < people; party++) {
    const draw = chance.of(`party ${party}`)
    const campaign = drawCampaign(draw)
    const alone = !draw.happens(0.35 + 0.4 * campaign.fit)
    const isCustomer = !alone && draw.happens(0.05)
    const account = alone ? null : makeAccount(draw.of('account'), party, { fit: campaign.fit, isCustomer })
    const size = alone ? 1 : Math.min(MOST_COLLEAGUES, people - number, 1 + Math.floor(draw.exponential(1.9)))
    const members = Array.from({ length: size }, (_, index): Person => {
      number += 1
      const own = draw.of(`person ${index}`)
      const comes = index === 0 ? campaign : drawCampaign(own)
      return makePerson(own, { year, number, account, campaign: comes, isCustomer: isCustomer && index === 0 })
    })
    yield { account, people: members, wasCustomer: isCustomer }
  }
}
