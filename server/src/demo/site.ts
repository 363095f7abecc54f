import { MINUTE } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'
import type { Chance } from './chance.ts'
import type { Story } from './story.ts'

const SITE = 'https://www.fernhill.example'

/** The pages of Fernhill's site; who wants to buy is drawn to some of them. */
const pages = [
  { path: '/', title: 'Fernhill: field service, planned', weight: 4, draws: 0 },
  { path: '/product', title: 'Product', weight: 4, draws: 2 },
  { path: '/product/dispatch-board', title: 'Dispatch board', weight: 3, draws: 2 },
  { path: '/product/mobile', title: 'The app for technicians', weight: 2, draws: 1.5 },
  { path: '/customers', title: 'Customers', weight: 1.5, draws: 2.5 },
  { path: '/customers/alder-lifts', title: 'How Alder Lifts plans 90 technicians', weight: 0.8, draws: 2 },
  { path: '/pricing', title: 'Pricing', weight: 0.7, draws: 6 },
  { path: '/security', title: 'Security and hosting', weight: 0.3, draws: 1.4 },
  { path: '/blog', title: 'Blog', weight: 3, draws: 0 },
  { path: '/blog/dispatch-board-that-works', title: 'A dispatch board that works', weight: 3, draws: 0 },
  { path: '/blog/first-time-fix-rate', title: 'What moves the first-time fix rate', weight: 3, draws: 0 },
  { path: '/guides', title: 'Guides', weight: 1.5, draws: 0.3 },
  { path: '/webinars', title: 'Webinars', weight: 1, draws: 0.3 },
  { path: '/jobs', title: 'Jobs', weight: 0.4, draws: -0.4 },
] as const

export interface Arrival {
  readonly url: string
  readonly referrer: string
  /** What the click cost, in euros. */
  readonly cost?: string
  /** In which of its browsers (default: 0, the first). */
  readonly browser?: number
}

/** One visit: the page that it lands on, then some more. @returns when it ends */
export function browse(chance: Chance, story: Story, at: Time, { url, referrer, cost, browser = 0 }: Arrival): Time {
  const { intent } = story.person
  const { pathname } = new URL(url)
  const paid = cost === undefined || cost === '0.00' ? {} : { click_cost: cost, currency: 'EUR' }
  const first = { path: pathname, url, title: titleOf(pathname), referrer, ...paid }
  story.visits(at, 'page', first.title, first, browser)
  let moment = at
  let from = pathname
  const more = Math.min(11, Math.floor(chance.exponential(1.6 + 4 * intent)))
  for (let page = 0; page < more; page++) {
    moment += Math.floor(8000 + chance.exponential(70_000))
    const { path, title } = chance.weighted(pages.map((one) => ({ ...one, weight: one.weight + one.draws * intent })))
    story.visits(moment, 'page', title, { path, url: SITE + path, title, referrer: SITE + from }, browser)
    from = path
  }
  return moment + MINUTE
}

function titleOf(path: string): string {
  return pages.find((page) => page.path === path)?.title ?? path.slice(path.lastIndexOf('/') + 1).replaceAll('-', ' ')
}
