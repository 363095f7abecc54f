import { DAY, HOUR, MINUTE } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'
import type { Chance } from './chance.ts'
import { type Deal, dealOf, type Handover } from './deal.ts'
import { interestLeft, liesForDays } from './leaks.ts'
import type { Person } from './people.ts'
import type { Story } from './story.ts'

/** What sales makes of it. */
export interface Handled {
  /** Until then nobody hands it over again. */
  readonly until: Time
  readonly deal: Deal | null
}

/** Who is responsible for a country. America was added to the list of somebody who sleeps when it writes. */
export function repFor(country: string): string {
  if (country === 'GB' || country === 'NL') return 'Priya Nair'
  return liesForDays(country) ? 'Tom Adler' : 'Lena Fuchs'
}

const clip = (value: number) => Math.min(0.97, Math.max(0.01, value))

/** Sales works an MQL: an answer, a verdict, a meeting, a deal; each of them may stay away. */
export function workMql(chance: Chance, handover: Handover): Handled {
  const { at, hot, story, year } = handover
  const { country, intent } = story.person
  const rep = repFor(country.key)
  story.happens(at + MINUTE, 'handoff', 'new_business', { state: 'started', to: rep })
  // The lifecycle takes back what nobody touched for five working days.
  if (chance.happens(hot ? 0.03 : 0.1)) return { until: at + 8 * DAY, deal: null }
  const answered = answerTime(chance, handover)
  const left = interestLeft((answered - at) / DAY)
  const reached = chance.happens(0.55 + 0.35 * left)
  story.happens(answered, 'communication', reached ? 'First call' : 'First mail', {
    medium: reached ? 'call' : 'email',
    direction: 'out',
    outcome: reached ? 'reached' : 'sent',
    proof: 'system',
    by: rep,
  })
  const verdict = answered + chance.whole(2, 25) * MINUTE
  if (!chance.happens(clip(0.32 + 0.85 * intent) * (0.45 + 0.55 * left))) return reject(chance, story, verdict)
  story.happens(verdict, 'handoff', 'new_business', { state: 'accepted', to: rep })
  story.happens(verdict + 1, 'asserted', 'sal', { by: 'crm' })
  if (!chance.happens(clip(0.28 + 0.95 * intent) * left)) {
    const gaveUp = year.officeTime(chance, verdict + Math.floor(chance.between(8, 18) * DAY))
    return sendBack(story, gaveUp, 'no answer')
  }
  return meet(chance, handover, verdict, rep)
}

function answerTime(chance: Chance, { at, hot, story, year }: Handover): Time {
  if (liesForDays(story.person.country.key))
    return year.officeTime(chance, at + Math.floor(chance.between(1.4, 5) * DAY))
  const opens = year.officeTime(chance, at)
  return year.officeTime(chance, opens + Math.floor(chance.exponential(hot ? 0.6 * HOUR : 5 * HOUR)) + 4 * MINUTE)
}

const refusals = [
  { reason: 'not ready', weight: 56 },
  { reason: 'no need', weight: 14 },
  { reason: 'no authority', weight: 10 },
  { reason: 'no budget', weight: 10 },
  { reason: 'wrong timing', weight: 7 },
  { reason: 'spam', weight: 3 },
] as const

function reject(chance: Chance, story: Story, at: Time): Handled {
  const { reason } = chance.weighted(refusals)
  story.happens(at, 'handoff', 'new_business', { state: 'rejected', reason })
  if (reason === 'not ready') return sendBack(story, at, reason)
  story.happens(at + 1, 'asserted', 'disqualified', { by: 'crm', reason })
  return { until: Number.POSITIVE_INFINITY, deal: null }
}

/** Back to marketing, who goes on with it. */
function sendBack(story: Story, at: Time, reason: string): Handled {
  story.happens(at + 1, 'handoff', 'new_business', { state: 'recycled', reason })
  story.happens(at + 2, 'asserted', 'nurturing', { by: 'crm', reason })
  return { until: at + DAY, deal: null }
}

/** A first meeting with the questions that decide: they make it an SQL, or not. */
function meet(chance: Chance, handover: Handover, from: Time, rep: string): Handled {
  const { story, year } = handover
  const { person } = story
  story.happens(from + 10 * MINUTE, 'track', 'Meeting Booked', { with: rep })
  const held = year.officeTime(chance, from + Math.floor(chance.between(1, 9) * DAY))
  if (chance.happens(0.1)) return sendBack(story, held + DAY, 'did not come')
  story.happens(held, 'communication', 'Discovery call', {
    medium: 'meeting',
    direction: 'out',
    outcome: 'held',
    proof: 'system',
    by: rep,
  })
  story.happens(held + 40 * MINUTE, 'track', 'Meeting Held', { with: rep })
  story.happens(held + HOUR, 'answer', 'discovery', { values: answersOf(chance, person, held) })
  if (!chance.happens(clip(0.55 + 0.55 * person.intent))) return sendBack(story, held + 2 * HOUR, 'no need now')
  story.happens(held + 3 * HOUR, 'asserted', 'sql', { by: 'crm' })
  if (!chance.happens(0.85)) return sendBack(story, year.officeTime(chance, held + 14 * DAY), 'no budget this year')
  const opened = year.officeTime(chance, held + 4 * HOUR + Math.floor(chance.exponential(6) * DAY))
  const deal = dealOf(chance.of('deal'), { ...handover, at: opened, rep })
  return { until: deal.ends ?? Number.POSITIVE_INFINITY, deal }
}

function answersOf(chance: Chance, { account, decides, title }: Person, at: Time) {
  const technicians = Math.max(3, Math.round((account?.employees ?? 8) * 0.3))
  const by = new Date(at + chance.whole(30, 200) * DAY).toISOString().slice(0, 10)
  return {
    budget: chance.pick(['in this year’s plan', 'to be asked for', 'up to 40,000 EUR a year']),
    authority: decides > 0.6 ? `${title}, decides` : 'the head of service',
    need: `plan ${technicians} technicians without a spreadsheet`,
    timeline: by,
  }
}
