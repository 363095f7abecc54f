import type { HostKind } from './touch-hosts.ts'
import { hostKind, sourceKind } from './touch-hosts.ts'

/** Every source there is, with what it means. */
export const sources = {
  organic_search: 'Unpaid results of a search engine.',
  paid_search: 'Advertisements of a search engine.',
  email: 'Links in mail: campaign parameters, mail click ids, mailboxes on the web.',
  organic_social: 'Posts in a social network.',
  paid_social: 'Advertisements in a social network.',
  referral: 'Links on any other site.',
  display: 'Advertisements on other sites: banners, videos, native.',
  affiliate: 'Affiliates, who are paid for results.',
  partner: 'Links of partners.',
  other_campaigns: 'Campaign parameters that fit none of the others.',
  direct: 'A typed address or a bookmark: neither a referrer nor a campaign.',
  offline: 'Print, events, broadcast and codes on paper.',
} as const

export type Source = keyof typeof sources

/** The parameters by which advertisers and mail tools mark their links, with what they say on their own. */
export const clickIds: Readonly<Record<string, Source>> = {
  gclid: 'paid_search',
  gbraid: 'paid_search',
  wbraid: 'paid_search',
  msclkid: 'paid_search',
  yclid: 'paid_search',
  dclid: 'display',
  ttclid: 'paid_social',
  twclid: 'paid_social',
  li_fat_id: 'paid_social',
  rdt_cid: 'paid_social',
  ScCid: 'paid_social',
  epik: 'paid_social',
  // Facebook appends its id to every link, paid or not; the medium has the last word.
  fbclid: 'organic_social',
  mc_eid: 'email',
  _hsenc: 'email',
  _hsmi: 'email',
  mkt_tok: 'email',
}

const paid = /^(cp[acmv]|ppc|paid|sem|ads?|retargeting|remarketing)$|^paid_?|_(cpc|ads?|paid)$/

const media: readonly (readonly [RegExp, Source])[] = [
  [/^(e_?)?mail$|^newsletter$|^email_/, 'email'],
  [/^(display|banner|native|interstitial|expandable|programmatic|cpm|cpv)$|^video_ads?$/, 'display'],
  [/^affiliates?$/, 'affiliate'],
  [/^(partner|partners|partnership|co_marketing)$/, 'partner'],
  [/^(paid_?search|sem)$/, 'paid_search'],
  [/^(paid_?social|social_?paid|social_ads?)$/, 'paid_social'],
  [/^(social|sm|social_media|social_network|organic_social)$/, 'organic_social'],
  [/^(organic|organic_search)$/, 'organic_search'],
  [/^(referral|link|blog|ai|llm)$/, 'referral'],
  [
    /^(offline|print|qr|qr_code|flyer|poster|postcard|direct_mail|event|trade_?show|conference|tv|radio|billboard)$/,
    'offline',
  ],
]

/** The source of a visit with campaign parameters or a click id. */
export function sourceOfCampaign(
  { campaignSource, medium }: { readonly campaignSource: string | undefined; readonly medium: string | undefined },
  clickName: string | undefined,
  from: string | null,
): Source {
  const byClick = clickName ? clickIds[clickName] : undefined
  const kind = (campaignSource && sourceKind(campaignSource)) || (from && hostKind(from)) || null
  const name = medium?.toLowerCase().replace(/[\s-]+/g, '_')
  if (name) {
    const known = media.find(([pattern]) => pattern.test(name))?.[1]
    // `cpm` and the like are display unless the source is a network that sells its own places.
    if (paid.test(name) && (known === undefined || known === 'display')) {
      return paidBucket(kind, byClick) ?? known ?? 'other_campaigns'
    }
    if (known) return known
  }
  if (byClick) return byClick
  if (name) return 'other_campaigns'
  if (kind === 'social') return 'organic_social'
  if (kind === 'mail') return 'email'
  if (kind === 'display') return 'display'
  return campaignSource?.includes('.') && kind === null ? 'referral' : 'other_campaigns'
}

function paidBucket(kind: HostKind | null, byClick: Source | undefined): Source | null {
  if (kind === 'social' || byClick === 'organic_social' || byClick === 'paid_social') return 'paid_social'
  if (kind === 'search' || kind === 'search_ads' || byClick === 'paid_search') return 'paid_search'
  return kind === 'display' || byClick === 'display' ? 'display' : null
}
