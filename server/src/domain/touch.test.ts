import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PageView } from './touch.ts'
import { readTouch } from './touch.ts'
import type { Source } from './touch-source.ts'
import { sources } from './touch-source.ts'

const own = 'https://www.acme.example/pricing'
const landing = (query: string) => readTouch({ url: `${own}?${query}`, referrer: '' })?.source
const arriving = (referrer: string) => readTouch({ url: own, referrer })?.source ?? null

describe('a visit with campaign parameters is', () => {
  test.each<[Source, string]>([
    ['paid_search', 'utm_source=google&utm_medium=cpc'],
    ['paid_search', 'utm_source=bing&utm_medium=PPC'],
    ['paid_search', 'utm_source=whatever&utm_medium=paid-search'],
    ['paid_social', 'utm_source=linkedin&utm_medium=cpc'],
    ['paid_social', 'utm_source=Facebook&utm_medium=paid'],
    ['paid_social', 'utm_source=x&utm_medium=Paid%20Social'],
    ['organic_social', 'utm_source=linkedin&utm_medium=social'],
    ['organic_social', 'utm_source=linkedin'],
    ['organic_social', 'utm_source=m.facebook.com'],
    ['email', 'utm_source=hs_email&utm_medium=email'],
    ['email', 'utm_source=june&utm_medium=e-mail'],
    ['email', 'utm_source=newsletter'],
    ['display', 'utm_source=google&utm_medium=display'],
    ['display', 'utm_source=times&utm_medium=cpm'],
    ['paid_search', 'utm_source=google&utm_medium=cpm'],
    ['affiliate', 'utm_source=awin&utm_medium=affiliate'],
    ['partner', 'utm_source=globex&utm_medium=partner'],
    ['offline', 'utm_source=fair-2026&utm_medium=qr'],
    ['referral', 'utm_source=globex&utm_medium=referral'],
    ['referral', 'utm_source=chatgpt.com'],
    ['other_campaigns', 'utm_source=times&utm_medium=cpc'],
    ['other_campaigns', 'utm_campaign=spring'],
    ['other_campaigns', 'utm_source=google'],
    ['other_campaigns', 'utm_source=push&utm_medium=webpush'],
    ['other_campaigns', 'utm_id=77'],
  ])('%s: %s', (source, query) => {
    expect(landing(query)).toBe(source)
  })
})

describe('a visit with a click id is', () => {
  test.each<[Source, string]>([
    ['paid_search', 'gclid=abc'],
    ['paid_search', 'wbraid=abc'],
    ['paid_search', 'msclkid=abc'],
    ['display', 'dclid=abc'],
    ['organic_social', 'fbclid=abc'],
    ['paid_social', 'fbclid=abc&utm_medium=cpc&utm_source=any'],
    ['paid_social', 'li_fat_id=abc'],
    ['paid_social', 'ScCid=abc'],
    ['email', 'mc_eid=abc'],
    ['email', '_hsmi=1&utm_campaign=june'],
    ['direct', 'gclid='],
  ])('%s: %s', (source, query) => {
    expect(landing(query)).toBe(source)
  })
})

describe('a visit that comes from', () => {
  test.each<[string, Source | null]>([
    ['https://www.google.com/', 'organic_search'],
    ['https://www.google.co.uk/search?q=crm', 'organic_search'],
    ['https://duckduckgo.com/', 'organic_search'],
    ['https://uk.search.yahoo.com/', 'organic_search'],
    ['https://yandex.com.tr/', 'organic_search'],
    ['android-app://com.google.android.googlequicksearchbox/', 'organic_search'],
    ['https://docs.google.com/document/d/1', 'referral'],
    ['https://l.facebook.com/l.php?u=x', 'organic_social'],
    ['https://t.co/abc', 'organic_social'],
    ['https://lnkd.in/abc', 'organic_social'],
    ['https://www.pinterest.co.uk/pin/1', 'organic_social'],
    ['android-app://com.linkedin.android/', 'organic_social'],
    ['https://mail.google.com/mail/u/0', 'email'],
    ['https://webmail.globex.example/', 'email'],
    ['https://eur01.safelinks.protection.outlook.com/?url=x', 'email'],
    ['android-app://com.google.android.gm/', 'email'],
    ['https://googleads.g.doubleclick.net/', 'display'],
    ['https://www.googleadservices.com/', 'paid_search'],
    ['https://news.globex.example/story', 'referral'],
    ['https://chatgpt.com/', 'referral'],
    ['globex.example/story', 'referral'],
    ['https://notfacebook.com/', 'referral'],
    ['https://www.acme.example/', null],
    ['https://acme.example/', null],
    ['https://app.acme.example/', null],
    ['https://accounts.google.com/', null],
    ['no address at all', null],
    ['', 'direct'],
    ['$direct', 'direct'],
  ])('%s is %s', (referrer, source) => {
    expect(arriving(referrer)).toBe(source)
  })

  test('a subdomain of the own site is internal when the site is named', () => {
    const view = { url: 'https://blog.acme.example/', referrer: 'https://app.acme.example/' }
    expect(readTouch(view)?.source).toBe('referral')
    expect(readTouch({ ...view, host: 'acme.example' })).toBeNull()
  })
})

describe('a touch', () => {
  test('keeps what the campaign says, and of the referrer no query', () => {
    const query = 'utm_source=LinkedIn&utm_medium=cpc&utm_campaign=Spring%202026&utm_content=b&utm_term=crm&li_fat_id=7'
    expect(readTouch({ url: `${own}?${query}`, referrer: 'https://www.linkedin.com/feed/?mail=a@b.example' })).toEqual({
      source: 'paid_social',
      ...{ campaignSource: 'LinkedIn', medium: 'cpc', campaign: 'Spring 2026', content: 'b', term: 'crm' },
      referrer: 'linkedin.com/feed',
      clickId: { name: 'li_fat_id', value: '7' },
    })
  })

  test('takes the campaign of the message where the address has none', () => {
    const campaign = { name: 'June', source: 'newsletter', medium: 'email' }
    expect(readTouch({ campaign })).toEqual({
      ...{ source: 'email', campaignSource: 'newsletter', medium: 'email', campaign: 'June' },
    })
    expect(readTouch({ search: '?utm_campaign=July', campaign })?.campaign).toBe('July')
  })

  test('by a campaign counts even on a link within the site, which is no referrer', () => {
    expect(readTouch({ url: `${own}?utm_medium=email`, referrer: own })).toEqual({ source: 'email', medium: 'email' })
  })

  test('needs a page view', () => {
    expect(readTouch({})).toBeNull()
    expect(readTouch({ url: own })).toEqual({ source: 'direct' })
    expect(readTouch({ referrer: '' })).toEqual({ source: 'direct' })
  })

  test('is one of the known sources whatever is sent, and direct only without referrer and campaign', () => {
    const text = fc.option(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), { nil: undefined })
    const view = fc.record({ url: text, search: text, referrer: text, host: text, campaign: fc.constantFrom(null, {}) })
    fc.assert(
      fc.property(view, (given: PageView) => {
        const touch = readTouch(given)
        if (touch) expect(sources).toHaveProperty(touch.source)
        if (touch?.source === 'direct') expect(touch).toEqual({ source: 'direct' })
      }),
    )
  })
})
