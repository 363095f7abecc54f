/** What kind of site a page view can come from; every other site is a plain referral. */
export type HostKind = 'search' | 'social' | 'mail' | 'display' | 'search_ads' | 'passage'

const search = `
  bing.com duckduckgo.com ecosia.org qwant.com startpage.com baidu.com naver.com seznam.cz sogou.com so.com ask.com
  kagi.com mojeek.com swisscows.com metager.de metager.org dogpile.com presearch.com rambler.ru coccoc.com
  petalsearch.com karmasearch.org lilo.org yep.com gibiru.com search.brave.com search.aol.com search.yahoo.co.jp
  search.daum.net search.marginalia.nu suche.t-online.de suche.web.de suche.gmx.net search.ch go.mail.ru
  search.lycos.com com.google.android.googlequicksearchbox com.duckduckgo.mobile.android
`

const social = `
  facebook.com fb.com fb.me messenger.com instagram.com threads.net threads.com linkedin.com lnkd.in twitter.com x.com
  t.co youtube.com youtu.be reddit.com redd.it tiktok.com snapchat.com tumblr.com xing.com vk.com ok.ru weibo.com
  weibo.cn zhihu.com quora.com whatsapp.com wa.me t.me telegram.org telegram.me discord.com bsky.app mastodon.social
  news.ycombinator.com line.me kakao.com twitch.tv vimeo.com flickr.com slideshare.net meetup.com nextdoor.com pin.it
  com.linkedin.android com.facebook.katana com.instagram.android com.twitter.android com.reddit.frontpage
  com.pinterest com.google.android.youtube org.telegram.messenger com.whatsapp
`

/** Mailboxes on the web, their redirects, and the link checks that mail passes on its way. */
const mail = `
  outlook.live.com outlook.office.com outlook.office365.com outlook.cloud.microsoft inbox.google.com deref-gmx.net
  deref-gmx.com deref-web.de deref-mail.com 3c.gmx.net 3c.web.de navigator.gmx.net navigator.web.de
  safelinks.protection.outlook.com urldefense.com urldefense.proofpoint.com linkprotect.cudasvc.com
  secure-web.cisco.com com.google.android.gm com.microsoft.office.outlook com.yahoo.mobile.client.android.mail
  app.fastmail.com app.tuta.com mailbox.org
`

const display = `
  doubleclick.net googlesyndication.com taboola.com outbrain.com criteo.com adroll.com adnxs.com
`

const searchAds = `
  googleadservices.com
`

/** Sign-in and payment: they only send people back to where they were. */
const passage = `
  accounts.google.com login.microsoftonline.com login.live.com appleid.apple.com checkout.stripe.com paypal.com
  pay.google.com klarna.com
`

const kinds = new Map<string, HostKind>([
  ...each('search', search),
  ...each('social', social),
  ...each('mail', mail),
  ...each('display', display),
  ...each('search_ads', searchAds),
  ...each('passage', passage),
])

/** Sites of many countries: `google.de`, `google.co.uk`, `pinterest.fr`. */
const patterns: readonly (readonly [RegExp, HostKind])[] = [
  [/^(webmail|mail|e-?mail|mailbox)\d*\./, 'mail'],
  [/^protect-[a-z0-9-]+\.mimecast\.com$/, 'mail'],
  [/(^|\.)search\.yahoo\.com$/, 'search'],
  [/^((www|images|encrypted)\.)?google\.([a-z]{2,3}|com?\.[a-z]{2})$/, 'search'],
  [/^((www|r)\.)?(search\.)?yahoo\.([a-z]{2,3}|com?\.[a-z]{2})$/, 'search'],
  [/^((www|m)\.)?yandex\.([a-z]{2,3}|com\.[a-z]{2})$/, 'search'],
  [/(^|\.)pinterest\.([a-z]{2,3}|com?\.[a-z]{2})$/, 'social'],
]

/** The kind of a host or of the domain that it belongs to, null for a plain site. Android apps go by their package. */
export function hostKind(host: string): HostKind | null {
  for (const [pattern, kind] of patterns) if (pattern.test(host)) return kind
  const labels = host.split('.')
  for (let from = 0; from < labels.length; from += 1) {
    const kind = kinds.get(labels.slice(from).join('.'))
    if (kind) return kind
  }
  return null
}

/** Short names that campaigns use for sites. */
const names = new Map<string, HostKind>([
  ...each(
    'search',
    `
    google bing yahoo duckduckgo ecosia baidu yandex naver qwant adwords googleads google_ads bing_ads
    microsoft_ads
  `,
  ),
  ...each(
    'social',
    `
    facebook fb facebook_ads meta ig instagram threads linkedin linkedin_ads twitter x youtube reddit pinterest
    tiktok snapchat tumblr xing quora whatsapp telegram discord bluesky mastodon hootsuite buffer
  `,
  ),
  ...each(
    'mail',
    `
    newsletter email e_mail mail mailchimp klaviyo sendgrid brevo hs_email marketo
  `,
  ),
])

/** The kind of site that a campaign's `utm_source` names: a host (`chatgpt.com`) or a usual short name (`linkedin`). */
export function sourceKind(source: string): HostKind | null {
  const name = source.toLowerCase().trim()
  return name.includes('.')
    ? hostKind(name.replace(/^https?:\/\//, ''))
    : (names.get(name.replace(/[\s-]+/g, '_')) ?? null)
}

function each(kind: HostKind, words: string): [string, HostKind][] {
  return words
    .trim()
    .split(/\s+/)
    .map((word) => [word, kind])
}
