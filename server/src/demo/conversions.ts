import { DAY, HOUR, MINUTE } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'
import type { Chance } from './chance.ts'
import { hasDeadLink, type Surroundings, wantsOnlyTheLibrary } from './leaks.ts'
import type { Story } from './story.ts'

export const guides = [
  'dispatch-playbook',
  'service-kpis',
  'route-planning-basics',
  'sla-workbook',
  'app-rollout',
] as const
/** Every form of the site. */
export const conversionPoints = [
  'newsletter',
  'webinar',
  'demo',
  'contact-sales',
  ...guides.map((guide) => `guide-${guide}`),
]
const webinars = ['From board to app', 'Planning a week in an hour', 'What a missed visit costs'] as const

/** A form that asks for more than an address, and sends the guide by mail: who opens it has downloaded it. @returns when it was asked for */
export function askForGuide(chance: Chance, story: Story, at: Time, { leaks }: Surroundings): Time {
  const moment = at + chance.whole(20_000, 2 * MINUTE)
  const guide = chance.pick(guides)
  const isNew = story.leadAt === null
  give(chance, story, moment)
  const gave = ['email', 'firstName', 'lastName', 'title', 'phone', 'company']
  story.converts(moment + 1, `guide-${guide}`, gave, `/guides/${guide}`, 'top')
  const dead = hasDeadLink(leaks, moment)
  if (dead && isNew) story.forgotten = true
  const opens = wantsOnlyTheLibrary(story.person.campaign.key) ? 0.95 : 0.62
  if (chance.happens(dead ? 0 : opens))
    download(story, moment + Math.floor(chance.exponential(3 * HOUR)) + 20_000, guide)
  return moment
}

export function download(story: Story, at: Time, content: string): void {
  story.visits(at, 'track', 'Content Downloaded', { content, path: `/guides/${content}` })
}

/** A webinar some days later, to which one comes or does not. */
export function register(chance: Chance, story: Story, at: Time, { year }: Surroundings): void {
  const moment = at + chance.whole(20_000, 2 * MINUTE)
  const topic = chance.pick(webinars)
  give(chance, story, moment)
  story.converts(
    moment + 1,
    'webinar',
    ['email', 'firstName', 'lastName', 'title', 'phone', 'company'],
    '/webinars',
    'middle',
  )
  const begins = year.officeTime(chance, moment + Math.floor(chance.between(1, 14) * DAY))
  if (chance.happens(0.58)) story.happens(begins + chance.whole(0, 8 * MINUTE), 'track', 'Webinar Attended', { topic })
  else story.happens(begins + HOUR, 'track', 'Webinar Missed', { topic })
}

/** What a form asks for; most people let themselves be written to. */
function give(chance: Chance, story: Story, at: Time): void {
  if (story.leadAt === null) story.namesItself(at, 'more')
  if (story.subscribedAt !== null || !chance.happens(0.7)) return
  story.happens(at + 2, 'subscription', 'newsletter', { on: true })
  story.subscribedAt = at
}
