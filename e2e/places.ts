import type { SignedIn } from '../server/src/testing/signed-in.ts'
import { askedAgreement } from './asked-agreement.ts'
import { plannedBulk } from './planned-bulk.ts'

/** What addresses are made of: ids that the app has given. */
export interface Known {
  /** Somebody with a story. */
  readonly person: string
  /** Somebody else. */
  readonly other: string
  readonly account: string
  readonly import: string
  /** A change of the lifecycle that teams are asked to agree to. */
  readonly proposal: string
  /** Something that may be done to many. */
  readonly bulk: string
  readonly user: string
}

export interface Place {
  readonly name: string
  readonly path: string
}

/**
 * For each route of the app the addresses at which it is looked at: a page as it opens, and with what can stand open
 * at its side. A new page is added here.
 */
export function placesOf(known: Known): Readonly<Record<string, readonly Place[]>> {
  const { person, other } = known
  const contact = `/contacts/${person}`
  const account = `/accounts/${known.account}`
  return {
    '/': [{ name: 'home', path: '/' }],
    '/contacts': [
      { name: 'contacts', path: '/contacts' },
      { name: 'contacts-why', path: `/contacts?stage=mql&why=${person}` },
      { name: 'contacts-none', path: '/contacts?q=nobody+is+called+so' },
      { name: 'contacts-filter', path: '/contacts?panel=filter' },
      { name: 'contacts-segments', path: '/contacts?panel=segments' },
      { name: 'contacts-view', path: '/contacts?panel=view' },
    ],
    '/contacts/board': [
      { name: 'board', path: '/contacts/board' },
      { name: 'board-move', path: `/contacts/board?move=${person}&to=sal` },
    ],
    '/contacts/bulk': [{ name: 'bulk-actions', path: '/contacts/bulk' }],
    '/contacts/bulk/$id': [{ name: 'bulk-action', path: `/contacts/bulk/${known.bulk}` }],
    '/contacts/new': [{ name: 'contact-new', path: '/contacts/new' }],
    '/contacts/duplicates': [{ name: 'duplicates', path: '/contacts/duplicates' }],
    '/contacts/merge': [
      { name: 'merge', path: `/contacts/merge?one=${person}&other=${other}` },
      { name: 'merge-choice', path: `/contacts/merge?one=${person}` },
    ],
    '/contacts/$id/parts': [{ name: 'contact-parts', path: `${contact}/parts` }],
    '/contacts/$id': [
      { name: 'contact', path: contact },
      { name: 'contact-other', path: `/contacts/${other}` },
      { name: 'contact-move', path: `${contact}?panel=move` },
      { name: 'contact-edit', path: `${contact}?panel=edit` },
    ],
    '/accounts': [{ name: 'accounts', path: '/accounts' }],
    '/accounts/$id': [
      { name: 'account', path: account },
      { name: 'account-edit', path: `${account}?panel=edit` },
      { name: 'account-role', path: `${account}?panel=role&role=champion` },
    ],
    '/lifecycle': [
      { name: 'lifecycle', path: '/lifecycle' },
      { name: 'lifecycle-stage', path: '/lifecycle?edit=mql' },
      ...['stages', 'scores', 'more', 'document', 'plan', 'what-if', 'versions'].map((tab) => ({
        name: `lifecycle-${tab}`,
        path: `/lifecycle?tab=${tab}`,
      })),
      { name: 'lifecycle-presets', path: '/lifecycle?begin=presets' },
      { name: 'lifecycle-next', path: '/lifecycle?begin=next' },
      { name: 'lifecycle-publish', path: '/lifecycle?panel=publish' },
    ],
    '/proposals/$id': [{ name: 'proposal', path: `/proposals/${known.proposal}` }],
    '/reports': [{ name: 'reports', path: '/reports' }],
    '/reports/$name': [
      { name: 'report-funnel', path: '/reports/funnel?by=source' },
      { name: 'report-funnel-cohort', path: '/reports/funnel?view=cohort&from=lead&by=campaign' },
      { name: 'report-stages', path: '/reports/stages?by=source' },
      { name: 'report-sources', path: '/reports/sources' },
      { name: 'report-cohorts', path: '/reports/cohorts?from=lead' },
      { name: 'report-between', path: '/reports/between?from=page&to=won' },
      { name: 'report-steps', path: '/reports/steps' },
    ],
    '/imports': [{ name: 'imports', path: '/imports' }],
    '/imports/new': [{ name: 'import-new', path: '/imports/new' }],
    '/imports/$id': [{ name: 'import', path: `/imports/${known.import}` }],
    '/rejected': [{ name: 'rejected', path: '/rejected' }],
    '/settings': [{ name: 'settings', path: '/settings' }],
    '/settings/$part': [
      { name: 'settings-people', path: '/settings/people' },
      { name: 'settings-invite', path: '/settings/people?open=new' },
      { name: 'settings-person', path: `/settings/people?open=${known.user}` },
      { name: 'settings-sign-in', path: '/settings/sign-in' },
      { name: 'settings-keys', path: '/settings/keys' },
      { name: 'settings-key-new', path: '/settings/keys?open=new' },
      { name: 'settings-audit', path: '/settings/audit' },
    ],
  }
}

/** The pages of who is not signed in. */
export const outsidePlaces: Readonly<Record<string, readonly Place[]>> = {
  '/sign-in': [{ name: 'sign-in', path: '/sign-in?failed=unwelcome' }],
  '/invitation/$token': [{ name: 'invitation-void', path: '/invitation/not-a-link-that-anybody-sent' }],
  '/reset': [{ name: 'reset-ask', path: '/reset' }],
  '/reset/$token': [{ name: 'reset', path: '/reset/not-a-link-that-anybody-sent' }],
}

/** The page of an app that nobody has set up. */
export const firstPlaces: Readonly<Record<string, readonly Place[]>> = {
  '/set-up': [{ name: 'set-up', path: '/set-up' }],
}

/** Where the address leads nowhere, or to what one may not know of. */
export const missingPlaces: readonly Place[] = [
  { name: 'missing', path: '/no/such/page' },
  { name: 'missing-contact', path: '/contacts/00000000-0000-7000-8000-000000000000' },
  { name: 'missing-account', path: '/accounts/00000000-0000-7000-8000-000000000000' },
  { name: 'missing-proposal', path: '/proposals/00000000-0000-7000-8000-000000000000' },
  { name: 'missing-import', path: '/imports/00000000-0000-7000-8000-000000000000' },
]

interface Wanted {
  readonly person: string
  readonly other: string
  readonly account: string
}

/** Whom the stories of the tests tell of. */
const ofTheStories: Wanted = { person: 'q=Ada%20Lovelace', other: 'q=mallory', account: 'q=Acme' }

/**
 * Looks up what the places need, as somebody who may see it.
 *
 * @param wanted how the list is asked for those to look at: each time the first is taken
 */
export async function known(
  url: string,
  { cookie, id }: Pick<SignedIn, 'cookie' | 'id'>,
  wanted = ofTheStories,
): Promise<Known> {
  const first = async (path: string) => {
    const response = await fetch(`${url}/api/v1${path}`, { headers: { cookie } })
    const { items } = (await response.json()) as { items: readonly { id: string }[] }
    if (items[0] === undefined) throw new Error(`${path} has nothing to look at.`)
    return items[0].id
  }
  return {
    person: await first(`/contacts?${wanted.person}`),
    other: await first(`/contacts?${wanted.other}`),
    account: await first(`/accounts?${wanted.account}`),
    import: await first('/imports'),
    proposal: await askedAgreement(url, cookie),
    bulk: await plannedBulk(url, cookie),
    user: id,
  }
}
