import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findCriterion } from '../../domain/criteria/criteria.ts'
import { unknownName } from '../../domain/criteria/unknown-name.ts'
import type { Json } from '../../domain/json.ts'
import { message } from '../../domain/message.ts'
import { en } from './en.ts'
import { say } from './say.ts'

const root = new URL('../../', import.meta.url)
const areas = 'criteria|fault|ruling|calendar|notice|warning'

/** Every source of the domain and of what stands on it, tests apart. */
function sources(): string[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /\.ts$/.test(file) && !/\.(test|long)\.ts$/.test(file) && !file.startsWith('contract'))
    .map((file) => readFileSync(new URL(file, root), 'utf8'))
}

test('every message of the code has words', () => {
  const used = new Set(
    sources().flatMap((text) =>
      [...text.matchAll(new RegExp(`'((?:${areas})\\.[a-z_.]+)'`, 'g'))].map(([, key]) => key ?? ''),
    ),
  )
  expect(used.size).toBeGreaterThan(40)
  expect([...used].filter((key) => !(key in en))).toEqual([])
})

test('a message without words is told by its key', () => {
  expect(say(message('nobody.knows'))).toBe('nobody.knows')
  expect(say(message('toString'))).toBe('toString')
})

describe('a condition reads as', () => {
  const sentences: [key: string, settings: Json, sentence: string][] = [
    ['account.people', { reached: 'mql' }, 'somebody of the account is in mql or beyond'],
    [
      'account.people',
      { reached: 'engaged', people: 2, within: '30d' },
      'at least 2 people of the account are in engaged or beyond, having come that far within 30 days',
    ],
    ['account.did', 'Report Created', 'somebody of the account did “Report Created”'],
    [
      'account.did',
      { event: 'Report Created', people: 3, within: '7d' },
      'at least 3 people of the account did “Report Created” within 7 days',
    ],
    [
      'account.did',
      { event: 'A', people: 2, at_least: 4, after: 'Trial Started', within: '7d' },
      'at least 2 people of the account did “A” at least 4 times each within 7 days after “Trial Started”',
    ],
    ['did', 'Content Downloaded', 'did “Content Downloaded”'],
    [
      'did',
      { any_of: ['A', 'B', 'C'], within: '30d', at_least: 2 },
      'did “A”, “B” or “C” at least 2 times within 30 days',
    ],
    [
      'did',
      { event: 'Invoice Paid', sum: { of: 'amount', at_least: 5000 } },
      'did “Invoice Paid” with a total of “amount” of at least 5,000',
    ],
    [
      'did',
      { event: 'App Opened', distinct: { of: 'day', at_least: 3 } },
      'did “App Opened” on at least 3 different days',
    ],
    [
      'did',
      { event: 'Reply Sent', after: 'Mail Sent', within: '1w' },
      'did “Reply Sent” within 1 week after “Mail Sent”',
    ],
    ['did', { event: 'Complaint', at_most: 0, since: 'ever' }, 'did “Complaint” not once at any time'],
    ['page', '/pricing', 'viewed the page /pricing'],
    [
      'page',
      { path: { starts: '/docs' }, at_least: 3 },
      'viewed a page where path starts with “/docs” at least 3 times',
    ],
    ['converted', true, 'gave its details'],
    ['converted', { offer: 'bottom' }, 'gave its details for a bottom-of-funnel offer'],
    [
      'converted',
      { point: 'demo', gives: { more_than: ['email'] } },
      'gave its details at “demo”, with more than email',
    ],
    ['subscribed', 'newsletter', 'is subscribed to “newsletter”'],
    ['traits.title', { matches: '(?i)chief' }, 'title matches (?i)chief'],
    ['traits.country', ['DE', 'AT'], 'country is “DE” or “AT”'],
    ['traits.renews', { within_next: '90d' }, 'renews lies within the next 90 days'],
    ['account.employees', { between: [50, 2000] }, 'the account’s employees is between 50 and 2,000'],
    ['account.domain', { in_list: 'competitors' }, 'the account’s domain is in the list competitors'],
    ['email', ['free', 'disposable'], 'has an address of a free mail service or a throw-away address'],
    ['score', { engagement: { at_least: 60 } }, 'the engagement score is at least 60'],
    ['fit', { at_least: 'B' }, 'fit is B or better'],
    ['grade', ['A1', 'A2'], 'the grade is A1 or A2'],
    ['stage', ['mql', 'sal'], 'is in mql or sal'],
    ['stage', { is: 'mql', for: '5d' }, 'is in mql for at least 5 days'],
    ['stage', { was: 'customer', since: 'cycle' }, 'has been in customer in this cycle'],
    [
      'stage',
      { for: { at_least: '2d', below: '9d' } },
      'has been in its stage for at least 2 days and for less than 9 days',
    ],
    ['idle', '90d', 'has done nothing for 90 days'],
    ['opportunity', 'open', 'has an open opportunity'],
    [
      'opportunity',
      { kind: 'renewal', state: 'lost', amount: { more_than: 10 } },
      'has a lost opportunity of the kind renewal of more than 10',
    ],
    ['account.opportunity', 'open', 'the account has an open opportunity'],
    ['reason', 'timing', 'the reason for its stage is “timing”'],
    ['checklist', 'discovery', 'every question of the checklist “discovery” is answered'],
    ['imported', true, 'came by an import that named no stage'],
    ['source', 'paid_search', 'the original source is “paid_search”'],
    ['source', { which: 'latest', campaign: { starts: 'spring' } }, 'the latest campaign starts with “spring”'],
    ['origin', 'outbound', 'came to us as outbound'],
    ['known', true, 'is known by an e-mail address, a phone number or a user account'],
    ['level', 'hot', 'has the level hot'],
    ['handoff', 'waiting', 'the handoff waits to be accepted'],
    ['is', 'hand_raise', 'is “hand_raise”'],
    ['segment', 'enterprise', 'is in the segment “enterprise”'],
  ]
  test.each(sentences)('%s %j: %s', (key, settings, sentence) => {
    const found = findCriterion(key)
    const parsed = found?.criterion.settings.parse(settings)
    expect(found === null ? null : say(found.criterion.says(parsed, found.subject))).toBe(sentence)
  })
})

test('a name that is unknown is told with the nearest one that is known', () => {
  expect(say(unknownName('list', 'competitor', ['customers', 'competitors']))).toBe(
    'There is no list “competitor”. Did you mean “competitors”?',
  )
  expect(say(unknownName('list', 'xyz', ['customers', 'competitors']))).toBe(
    'There is no list “xyz”. There is “customers” and “competitors”.',
  )
  expect(say(unknownName('list', 'xyz', []))).toBe('There is no list “xyz”.')
})
