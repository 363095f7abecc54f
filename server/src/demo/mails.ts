import { DAY, HOUR, MINUTE } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'
import type { Chance } from './chance.ts'
import { download, guides } from './conversions.ts'
import type { Surroundings } from './leaks.ts'
import { browse } from './site.ts'
import type { Story } from './story.ts'

/** Days after becoming a lead on which the series of mails is sent. */
const series = [2, 9, 21, 40] as const
/** The newsletter goes out so often. */
const NEWSLETTER = 28 * DAY

/** The newsletter for who wants it, and a series of four mails for every new lead. */
export function sendMails(chance: Chance, story: Story, { year }: Surroundings): void {
  const { leadAt, subscribedAt } = story
  const mails: { at: Time; mail: string; offers: boolean }[] = []
  if (leadAt !== null && !story.forgotten)
    for (const [index, day] of series.entries())
      mails.push({ at: year.officeTime(chance, leadAt + day * DAY), mail: `welcome-${index + 1}`, offers: true })
  if (subscribedAt !== null)
    for (let issue = 0; year.from + issue * NEWSLETTER < year.until; issue++) {
      const at = year.from + issue * NEWSLETTER + 9 * HOUR
      if (at > subscribedAt) mails.push({ at, mail: `newsletter-${issue + 1}`, offers: false })
    }
  for (const { at, mail, offers } of mails.sort((a, b) => a.at - b.at))
    if (at < year.until && !readMail(chance, story, at, { mail, offers })) return
}

/** @returns false when it wants no more of them */
function readMail(
  chance: Chance,
  story: Story,
  sent: Time,
  { mail, offers }: { mail: string; offers: boolean },
): boolean {
  const { account, intent } = story.person
  const at = sent + chance.whole(0, 20 * MINUTE)
  if (account?.checksLinks === true) story.machineClicks.push(at + chance.whole(1500, 4000))
  if (!chance.happens(0.25 + 0.4 * intent)) return true
  const opened = at + Math.floor(chance.exponential(5 * HOUR)) + 30_000
  story.happens(opened, 'track', 'Email Opened', { mail })
  if (chance.happens(0.012)) {
    story.happens(opened + MINUTE, 'subscription', 'newsletter', { on: false })
    return false
  }
  if (!chance.happens((offers ? 0.1 : 0.06) + 0.35 * intent)) return true
  const clicked = opened + chance.whole(5000, 60_000)
  story.happens(clicked, 'track', 'Email Clicked', { mail })
  const content = chance.pick(guides)
  const path = offers ? `/guides/${content}` : '/blog/first-time-fix-rate'
  const url = `https://www.fernhill.example${path}?utm_source=fernhill&utm_medium=email&utm_content=${mail}`
  const end = browse(chance.of(`${mail} ${sent}`), story, clicked + 2000, { url, referrer: '' })
  if (offers && chance.happens(0.35)) download(story, end, content)
  return true
}
