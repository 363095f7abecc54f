import { DAY, HOUR, MINUTE } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'
import { landing } from './campaigns.ts'
import type { Chance } from './chance.ts'
import { askForGuide, register } from './conversions.ts'
import { type Surroundings, wantsOnlyTheLibrary } from './leaks.ts'
import { sendMails } from './mails.ts'
import type { Person } from './people.ts'
import { browse } from './site.ts'
import { Story } from './story.ts'

/** Most visits of one person on its own account. */
const MOST_VISITS = 26

/** All that a person does of its own accord in the year, and the mails that reach it. What sales does comes on top. */
export function liveThrough(chance: Chance, person: Person, around: Surroundings): Story {
  const story = new Story(person)
  const { year } = around
  const { arrivesAt, campaign } = person
  let at = arrivesAt
  const first = { url: landing(campaign), referrer: campaign.referrer, cost: campaign.click }
  let end = browse(chance.of('visit 0'), story, at, first)
  if (wantsOnlyTheLibrary(campaign.key)) {
    collectGuides(chance.of('library'), story, end, around)
  } else {
    actOn(chance.of('form 0'), story, end, around)
    const visits = Math.min(MOST_VISITS, Math.floor(chance.exponential(0.5 + 6.5 * person.intent)))
    for (let visit = 1; visit <= visits; visit++) {
      at = end + Math.floor((0.3 + chance.exponential(2 + 11 * (1 - person.intent))) * DAY)
      at = Math.max(end + HOUR, year.daytime(chance, year.dayOf(at), person.country.hoursAhead))
      end = browse(chance.of(`visit ${visit}`), story, at, chance.pick(returns))
      actOn(chance.of(`form ${visit}`), story, end, around)
    }
  }
  lookOnPhone(chance.of('phone'), story)
  sendMails(chance.of('mails'), story, around)
  return story
}

/** Some look again on a phone, where nobody knows them; who opens a mail there later has done that too. */
function lookOnPhone(chance: Chance, story: Story): void {
  const { arrivesAt, browsers } = story.person
  if (browsers.length < 2) return
  const at = arrivesAt + Math.floor(chance.between(0.5, 60) * HOUR)
  const end = browse(chance, story, at, { url: 'https://www.fernhill.example/', referrer: '', browser: 1 })
  if (story.knownAt === null || !chance.happens(0.6)) return
  story.namesItself(Math.max(end, story.knownAt) + Math.floor(chance.between(0.1, 20) * DAY), 'address', 1)
}

/** How people come back who know the site already. */
const returns = [
  { url: 'https://www.fernhill.example/', referrer: '' },
  { url: 'https://www.fernhill.example/', referrer: '' },
  { url: 'https://www.fernhill.example/product', referrer: 'https://www.google.com/' },
  { url: 'https://www.fernhill.example/customers', referrer: 'https://reviews.example/field-service' },
]

/** At the end of a visit: does it give its details, and what for? */
function actOn(chance: Chance, story: Story, at: Time, around: Surroundings): void {
  const { intent, campaign } = story.person
  const isLead = story.leadAt !== null
  if (!chance.happens(isLead ? 0.15 + 0.2 * intent : 0.15 + 0.42 * intent)) return
  const wants = chance.weighted([
    { what: 'newsletter', weight: story.subscribedAt === null && !isLead ? 1.1 : 0 },
    { what: 'guide', weight: campaign.lands.startsWith('/guides') ? 4 : 2.6 },
    { what: 'webinar', weight: campaign.lands === '/webinars' ? 4 : 1.1 },
    { what: 'demo', weight: 3.4 * intent ** 2 },
    { what: 'contact-sales', weight: 1 * intent ** 2 },
  ] as const)
  if (wants.what === 'newsletter') joinNewsletter(chance, story, at)
  else if (wants.what === 'guide') askForGuide(chance, story, at, around)
  else if (wants.what === 'webinar') register(chance, story, at, around)
  else raiseHand(chance, story, at, wants.what)
}

/** An address in a pop-up, and nothing more. */
function joinNewsletter(chance: Chance, story: Story, at: Time): void {
  const moment = at + chance.whole(5000, 40_000)
  if (story.knownAt === null) story.namesItself(moment, 'address')
  story.converts(moment + 1, 'newsletter', ['email'], '/blog', 'top')
  story.happens(moment + 2, 'subscription', 'newsletter', { on: true })
  story.subscribedAt = moment
}

function raiseHand(chance: Chance, story: Story, at: Time, point: 'demo' | 'contact-sales'): void {
  const page = at + chance.whole(20_000, 2 * MINUTE)
  const path = point === 'demo' ? '/demo' : '/contact'
  story.visits(page, 'page', titles[point], { path, url: `https://www.fernhill.example${path}`, title: titles[point] })
  const moment = page + chance.whole(30_000, 4 * MINUTE)
  story.namesItself(moment, 'more')
  story.converts(moment + 1, point, ['email', 'firstName', 'lastName', 'phone', 'company'], path, 'bottom')
}

const titles = { demo: 'Request a demo', 'contact-sales': 'Talk to us' } as const

/** Whom the publisher sends: guide after guide within days, read or not. */
function collectGuides(chance: Chance, story: Story, from: Time, around: Surroundings): void {
  let at = from
  const guides = chance.whole(3, 5)
  for (let guide = 0; guide < guides; guide++) {
    at = askForGuide(chance, story, at, around)
    at = browse(chance.of(`library ${guide}`), story, at + Math.floor(chance.between(0.5, 30) * HOUR), {
      url: 'https://www.fernhill.example/guides',
      referrer: 'https://www.tradedigest.example/library',
    })
  }
}
