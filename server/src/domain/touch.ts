import type { JsonObject } from './json.ts'
import { isObject } from './json.ts'
import type { HostKind } from './touch-hosts.ts'
import { hostKind } from './touch-hosts.ts'
import type { Source } from './touch-source.ts'
import { clickIds, sourceOfCampaign } from './touch-source.ts'

/** What one visit says about where the contact came from. Texts are trimmed and cut to 255 characters. */
export interface Touch {
  readonly source: Source
  /** As written in `utm_source`. */
  readonly campaignSource?: string
  readonly medium?: string
  readonly campaign?: string
  readonly content?: string
  readonly term?: string
  /** Host and path of the referring page; its query may hold personal data and is left out. */
  readonly referrer?: string
  readonly clickId?: { readonly name: string; readonly value: string }
}

/** A page view as messages carry it; what is unknown is left out or null. */
export interface PageView {
  readonly url?: string | null | undefined
  readonly search?: string | null | undefined
  /** Empty text says that there is none. */
  readonly referrer?: string | null | undefined
  /** `context.campaign`: name, source, medium, content, term. Parameters of the address stand over it. */
  readonly campaign?: JsonObject | null | undefined
  /** The own site: its subdomains and parent domains count as internal too (default: the host of `url`). */
  readonly host?: string | null | undefined
}

/**
 * Where a page view came from. In this order: the campaign's medium, a click id, the campaign's source, the referrer;
 * direct only where the view is known to have neither campaign nor referrer. Null where it says nothing new: a link
 * within the own site, the way back from a sign-in or a payment, a referrer that nobody can read, no page view at all.
 */
export function readTouch(view: PageView): Touch | null {
  const url = readUrl(view.url)
  const query = new URLSearchParams(view.search ?? url?.search ?? '')
  const campaign = isObject(view.campaign) ? view.campaign : {}
  const given = (key: string) => tidy(query.get(`utm_${key === 'name' ? 'campaign' : key}`)) ?? tidy(campaign[key])
  const referrer = readReferrer(view.referrer)
  const own = tidy(view.host) ?? url?.hostname
  const internal = referrer instanceof URL && own !== undefined && isSameSite(referrer.hostname, own)
  const clickName = Object.keys(clickIds).find((name) => tidy(query.get(name)))
  const written = { campaignSource: given('source'), medium: given('medium'), campaign: given('name') }
  const details = { ...written, content: given('content'), term: given('term') }
  const from = referrer instanceof URL && !internal ? bareHost(referrer.hostname) : null

  const marked = Object.values(details).some(Boolean) || tidy(query.get('utm_id')) !== undefined
  const source =
    clickName || marked ? sourceOfCampaign(written, clickName, from) : sourceOfReferrer(view, referrer, internal, from)
  if (!source) return null
  return withoutGaps({
    source,
    ...details,
    referrer: from && referrer instanceof URL ? tidy(from + referrer.pathname.replace(/\/$/, '')) : undefined,
    clickId: clickName ? { name: clickName, value: tidy(query.get(clickName)) ?? '' } : undefined,
  })
}

const sourceOfHost: Readonly<Record<HostKind, Source | null>> = {
  search: 'organic_search',
  social: 'organic_social',
  mail: 'email',
  display: 'display',
  search_ads: 'paid_search',
  passage: null,
}

/** The source of a visit without a campaign. */
function sourceOfReferrer(
  view: PageView,
  referrer: URL | 'none' | 'unknown',
  internal: boolean,
  from: string | null,
): Source | null {
  if (internal || referrer === 'unknown') return null
  if (from) {
    const kind = hostKind(from)
    return kind ? sourceOfHost[kind] : 'referral'
  }
  const viewed = tidy(view.url) !== undefined || view.search != null || view.referrer != null
  return viewed ? 'direct' : null
}

/** The referring address; `none` where there is none, `unknown` where there is one that cannot be read. */
function readReferrer(text: PageView['referrer']): URL | 'none' | 'unknown' {
  const tidied = tidy(text, 2000)
  if (!tidied || /^(\$direct|\(direct\)|direct|null|undefined|none|about:.*)$/i.test(tidied)) return 'none'
  const url = readUrl(/^[a-z][a-z-]*:/i.test(tidied) ? tidied : `https://${tidied.replace(/^\/\//, '')}`)
  return url?.hostname.includes('.') ? url : 'unknown'
}

function readUrl(text: PageView['url']): URL | null {
  return typeof text === 'string' ? URL.parse(text.trim()) : null
}

function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.$/, '')
}

function isSameSite(one: string, other: string): boolean {
  const [a, b] = [bareHost(one), bareHost(other)]
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)
}

function tidy(value: unknown, length = 255): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value)
    .replace(/\p{Cc}/gu, '')
    .trim()
  return text === '' ? undefined : text.slice(0, length)
}

function withoutGaps<T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const filled = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(filled) as { [Key in keyof T]: Exclude<T[Key], undefined> }
}
