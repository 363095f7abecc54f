/** What brings people to the site for the first time. */
export interface Campaign {
  /** As in `utm_campaign`; for what is no campaign, a name of our own. */
  readonly key: string
  readonly weight: number
  /** Parameters of the landing address; none for what nobody paid for. */
  readonly utm?: { readonly source: string; readonly medium: string; readonly content?: string }
  readonly referrer: string
  readonly lands: string
  /** How near to buying its people are, on top of their own intent. */
  readonly intent: number
  /** How likely its people work where the product fits. */
  readonly fit: number
  /** Share of the year in which it runs (default: all of it). */
  readonly runs?: readonly [from: number, until: number]
  /** What one click costs, in euros. */
  readonly click: string
}

export const SYNDICATION = 'guide-syndication'

/** One year of marketing. Costs are those of a click; docs/demo.md adds them up. */
export const campaigns: readonly Campaign[] = [
  {
    key: 'organic',
    weight: 24,
    referrer: 'https://www.google.com/',
    lands: '/blog/dispatch-board-that-works',
    intent: 0,
    fit: 0.5,
    click: '0.00',
  },
  { key: 'direct', weight: 11, referrer: '', lands: '/', intent: 0.06, fit: 0.55, click: '0.00' },
  {
    key: 'reviews',
    weight: 5,
    referrer: 'https://reviews.example/field-service',
    lands: '/',
    intent: 0.22,
    fit: 0.6,
    click: '0.00',
  },
  {
    key: 'social',
    weight: 7,
    referrer: 'https://www.linkedin.com/feed/',
    lands: '/blog/first-time-fix-rate',
    intent: -0.08,
    fit: 0.5,
    click: '0.00',
  },
  {
    key: 'brand-search',
    weight: 9,
    utm: { source: 'google', medium: 'cpc' },
    referrer: 'https://www.google.com/',
    lands: '/',
    intent: 0.2,
    fit: 0.65,
    click: '1.10',
  },
  {
    key: 'dispatch-software',
    weight: 13,
    utm: { source: 'google', medium: 'cpc' },
    referrer: 'https://www.google.com/',
    lands: '/product',
    intent: 0.1,
    fit: 0.5,
    click: '4.60',
  },
  {
    key: 'heads-of-service',
    weight: 10,
    utm: { source: 'linkedin', medium: 'paid_social', content: 'video' },
    referrer: 'https://www.linkedin.com/',
    lands: '/guides/dispatch-playbook',
    intent: -0.02,
    fit: 0.8,
    runs: [0.15, 1],
    click: '7.90',
  },
  {
    key: SYNDICATION,
    weight: 6.5,
    utm: { source: 'trade-digest', medium: 'content_syndication' },
    referrer: 'https://www.tradedigest.example/library',
    lands: '/guides/dispatch-playbook',
    intent: -0.3,
    fit: 0.95,
    runs: [0.1, 0.95],
    click: '38.00',
  },
  {
    key: 'service-fair',
    weight: 4,
    utm: { source: 'service-fair', medium: 'qr_code' },
    referrer: '',
    lands: '/fair',
    intent: 0.14,
    fit: 0.8,
    runs: [0.38, 0.42],
    click: '21.00',
  },
  {
    key: 'partner-installers',
    weight: 4,
    utm: { source: 'installers-guild', medium: 'partner' },
    referrer: 'https://guild.example/members',
    lands: '/product',
    intent: 0.1,
    fit: 0.7,
    runs: [0.3, 1],
    click: '0.00',
  },
  {
    key: 'autumn-webinars',
    weight: 5,
    utm: { source: 'installers-guild', medium: 'email' },
    referrer: '',
    lands: '/webinars',
    intent: 0.05,
    fit: 0.65,
    runs: [0.5, 0.9],
    click: '2.40',
  },
]

/** The address by which a campaign's people arrive, as a browser would say it. */
export function landing({ key, lands, utm }: Campaign): string {
  const site = `https://www.fernhill.example${lands}`
  if (utm === undefined) return site
  const content = utm.content === undefined ? '' : `&utm_content=${utm.content}`
  return `${site}?utm_source=${utm.source}&utm_medium=${utm.medium}&utm_campaign=${key}${content}`
}
