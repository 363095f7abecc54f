import { HOUR } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'
import type { Chance } from './chance.ts'
import type { Deal } from './deal.ts'
import type { Foresee } from './foresee.ts'
import { type Handled, repFor, workMql } from './sales.ts'
import type { Story } from './story.ts'
import type { Year } from './year.ts'

/** Most times that sales is handed one person. */
const MOST_HANDOVERS = 3

interface Work {
  readonly foresee: Foresee
  readonly year: Year
  /** The deal by which the company was a customer before the year. */
  readonly before: Deal | null
}

/** Sales works what a company's people become in the year, in the order in which they become it. */
export function workCompany(chance: Chance, stories: readonly Story[], { before, foresee, year }: Work): void {
  const quietUntil = new Map<Story, Time>()
  const handovers = new Map<Story, number>()
  let deal = before
  for (;;) {
    const next = nextMql(stories, { foresee, year, quietUntil, handovers })
    if (next === null) return
    const { story, at, hot } = next
    const nth = (handovers.get(story) ?? 0) + 1
    handovers.set(story, nth)
    const draw = chance.of(`${story.person.id} ${nth}`)
    const colleagues = stories.filter((one) => one !== story)
    const joins: boolean = deal !== null && (deal.won || deal.ends === null || at < deal.ends)
    const handled: Handled =
      deal !== null && joins
        ? joinDeal(draw, story, { deal, at, year })
        : workMql(draw, { story, colleagues, at, hot, year })
    quietUntil.set(story, handled.until)
    deal = handled.deal ?? deal
  }
}

interface Known {
  readonly foresee: Foresee
  readonly year: Year
  readonly quietUntil: ReadonlyMap<Story, Time>
  readonly handovers: ReadonlyMap<Story, number>
}

function nextMql(stories: readonly Story[], { foresee, year, quietUntil, handovers }: Known) {
  let next: { story: Story; at: Time; hot: boolean } | null = null
  for (const story of stories) {
    const quiet = quietUntil.get(story) ?? 0
    if (story.leadAt === null || quiet > year.until || (handovers.get(story) ?? 0) >= MOST_HANDOVERS) continue
    const entry = foresee(story, year.until).find(({ to, at }) => to === 'mql' && at > quiet)
    if (entry !== undefined && (next === null || entry.at < next.at))
      next = { story, at: entry.at, hot: entry.level === 'hot' }
  }
  return next
}

/** Who asks while its company has a deal, or has bought, gets a role in that. */
function joinDeal(chance: Chance, story: Story, { deal, at, year }: { deal: Deal; at: Time; year: Year }): Handled {
  const answered = year.officeTime(chance, at + HOUR)
  const by = repFor(story.person.country.key)
  story.happens(answered, 'communication', 'Call', {
    medium: 'call',
    direction: 'out',
    outcome: 'reached',
    proof: 'system',
    by,
  })
  if (chance.happens(0.7)) story.happens(answered + 60_000, 'opportunity', deal.id, { role: 'user' })
  return { until: Number.POSITIVE_INFINITY, deal: null }
}
