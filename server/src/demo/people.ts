import { DAY } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'
import type { Account } from './accounts.ts'
import { type Campaign, campaigns } from './campaigns.ts'
import type { Chance } from './chance.ts'
import { wantsOnlyTheLibrary } from './leaks.ts'
import { type Country, countries, type Job, jobs, namesOf } from './names.ts'
import type { Year } from './year.ts'

/** Somebody who comes to Fernhill's site in the year. */
export interface Person {
  /** What Fernhill calls the person once it is known. */
  readonly id: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly title: string
  readonly country: Country
  readonly account: Account | null
  readonly kind: 'buyer' | 'private' | 'student' | 'rival'
  readonly campaign: Campaign
  /** When it comes for the first time; whose company was a customer before, before the year. */
  readonly arrivesAt: Time
  /** Hidden: how much it wants what Fernhill sells, from 0 to 1. */
  readonly intent: number
  /** Hidden: how much it has to say at its company. */
  readonly decides: number
  /** Browsers that it uses; what it does in a second one is nobody's until it names itself there. */
  readonly browsers: readonly string[]
}

/** A private mailbox below a service's own domain, where nobody can be reached by accident. */
const FREE_MAIL = 'demo.gmx.net'
const UNIVERSITY = 'uni-fernhill.example'
/** As the lifecycle's list of competitors has it. */
export const RIVALS = ['rival.example', 'dispatchly.example', 'routewise.example'] as const

interface Origin {
  readonly year: Year
  readonly number: number
  readonly account: Account | null
  readonly campaign: Campaign
  /** It bought for its company before the year began. */
  readonly isCustomer: boolean
}

/** Draws a person: who it is, and what nobody sees of it. */
export function makePerson(chance: Chance, { year, number, account, campaign, isCustomer }: Origin): Person {
  const country = account?.country ?? chance.weighted(countries)
  const { first, last } = namesOf[country.key]
  const firstName = chance.pick(first)
  const lastName = chance.pick(last)
  const kind = account === null ? chance.weighted(strangers).kind : 'buyer'
  const job: Job =
    kind === 'student'
      ? { title: 'Student', decides: 0, fits: false }
      : wantsOnlyTheLibrary(campaign.key)
        ? chance.weighted(jobs.filter(({ fits }) => fits))
        : chance.weighted(jobs)
  const id = `fh-${String(number).padStart(6, '0')}`
  const suits = account?.suits ?? 0.15
  const [from, until] = campaign.runs ?? [0, 1]
  const day = year.busyDay(chance, from, until)
  return {
    id,
    firstName,
    lastName,
    email: `${firstName}.${lastName}.${number}@${hostOf(kind, account, chance)}`.toLowerCase(),
    title: job.title,
    country,
    account,
    kind,
    campaign,
    arrivesAt: isCustomer
      ? year.from - Math.floor(chance.between(60, 385) * DAY)
      : year.daytime(chance, day, country.hoursAhead),
    intent: intentOf(chance, kind, campaign, suits),
    decides: job.decides,
    browsers: chance.happens(0.22) ? [`${id}-desk`, `${id}-phone`] : [`${id}-desk`],
  }
}

const strangers = [
  { kind: 'private', weight: 72 },
  { kind: 'student', weight: 22 },
  { kind: 'rival', weight: 6 },
] as const

function hostOf(kind: Person['kind'], account: Account | null, chance: Chance): string {
  if (account !== null) return account.domain
  if (kind === 'rival') return chance.pick(RIVALS)
  return kind === 'student' ? UNIVERSITY : FREE_MAIL
}

/** Most people only look; few want to buy soon. Whom the product suits wants it more. */
function intentOf(chance: Chance, kind: Person['kind'], campaign: Campaign, suits: number): number {
  if (wantsOnlyTheLibrary(campaign.key)) return chance.between(0.02, 0.2)
  const most = { buyer: 1, private: 0.45, student: 0.3, rival: 0.5 }[kind]
  const drawn = chance.next() ** 1.9 * 0.75 + 0.3 * suits * chance.next() + campaign.intent * chance.between(0.5, 1.2)
  return Math.min(most, Math.max(0.01, drawn))
}

/** Of the campaigns that bring people, one for a company's first visitor. */
export function drawCampaign(chance: Chance): Campaign {
  return chance.weighted(campaigns)
}
