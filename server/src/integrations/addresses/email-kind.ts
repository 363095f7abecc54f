import { disposableEmailBlocklistSet } from 'disposable-email-domains-js'
// The package's own entry loads a checker of addresses besides; here is only its list.
import { DOMAINS as freeDomains } from 'free-email-domains-list/build/src/constants.js'
import { parse } from 'tldts'
import { EDUCATION_NAME, educationDomains, providerDomains } from './mail-domains.ts'
import { isRoleMailbox } from './mailbox-names.ts'

export type EmailKind = 'free' | 'disposable' | 'role' | 'education' | 'provider' | 'corporate'

const disposableDomains = disposableEmailBlocklistSet()

/**
 * What kind of mailbox an address in its normal form has. By the domain first: disposable, education, free, provider
 * (access providers and relays); `role` is a post such as info@ at any other domain, `corporate` a person there.
 */
export function emailKind(email: string): EmailKind {
  const { host, domain, suffix } = readDomain(email)
  const isIn = (list: ReadonlySet<string>) => list.has(host) || (domain !== null && list.has(domain))
  if (isIn(disposableDomains)) return 'disposable'
  if (/^(edu|ac|sch|k12)(\.|$)/.test(suffix) || isIn(educationDomains) || EDUCATION_NAME.test(domain ?? '')) {
    return 'education'
  }
  if (isIn(freeDomains)) return 'free'
  if (isIn(providerDomains)) return 'provider'
  return isRoleMailbox(email.slice(0, email.lastIndexOf('@'))) ? 'role' : 'corporate'
}

/**
 * The registrable domain of the company behind an address in its normal form (`acme.co.uk` of `ada@mail.acme.co.uk`);
 * null for mailboxes that anybody can have, for universities, and where the host is itself a public ending.
 */
export function corporateDomain(email: string): string | null {
  const kind = emailKind(email)
  return kind === 'corporate' || kind === 'role' ? readDomain(email).domain : null
}

function readDomain(email: string) {
  const host = email.slice(email.lastIndexOf('@') + 1)
  // Endings that companies let to others (github.io, co.com) count as endings, so that their users stay apart.
  const { domain, publicSuffix } = parse(host, { allowPrivateDomains: true, extractHostname: false })
  return { host, domain, suffix: publicSuffix ?? '' }
}
