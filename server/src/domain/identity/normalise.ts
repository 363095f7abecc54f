const LONGEST_ID = 255
const LONGEST_EMAIL = 254
const LONGEST_MAILBOX = 64

/** Texts that programs send where they have no id: every person of theirs would become one. */
const junk = new Set([
  ...'null undefined none nil nan true false 0 -1 n/a na anonymous guest unknown unset empty default test'.split(' '),
  ...'id user userid user_id user-id distinct_id anonymousid anonymous_id not_authenticated email name'.split(' '),
  ...['[object object]', 'user id', 'not set', '(not set)'],
])

/** Braces of a template that nobody filled in: `{{ user.id }}`, `${id}`, `%%id%%`. */
const UNFILLED = /^(\{\{.*\}\}|\$\{.*\}|%%.*%%|\*\|.*\|\*)$/
/** An id of zeros alone, such as the UUID of nobody. */
const ZEROS = /^[0-]+$/
// Half of a pair of characters cannot be stored as UTF-8.
const UNUSABLE = /[\p{Cc}\p{Cs}]/u
const DOMAIN = /^[\p{L}\p{N}\p{M}-]+(\.[\p{L}\p{N}\p{M}-]+)+$/u

/**
 * An e-mail address in the form in which equal mailboxes compare equal: trimmed, in lower case, an international
 * domain as ASCII (`xn--…`). Plus tags are kept: they are mailboxes of their own to many. Null for what is no address
 * of one mailbox on a public domain.
 */
export function normaliseEmail(text: string): string | null {
  const [mailbox, domain, ...more] = trim(text).normalize('NFC').toLowerCase().split('@')
  if (!mailbox || !domain || more.length > 0 || mailbox.length > LONGEST_MAILBOX) return null
  if (/[\p{C}\p{Z}"`<>()[\]{},;:\\|]/u.test(mailbox) || /^['.]|\.$/.test(mailbox)) return null
  const host = normaliseDomain(domain)
  if (host === null) return null
  const email = `${mailbox}@${host}`
  return email.length <= LONGEST_EMAIL ? email : null
}

/** A domain with at least one dot, in lower case and as ASCII; null for addresses of machines and for what is none. */
function normaliseDomain(text: string): string | null {
  if (!DOMAIN.test(text)) return null
  const host = URL.parse(`http://${text}`)?.hostname
  // A host that ends in digits is an address of the network; the platform has already read it as one.
  if (!host || /(^|\.)\d+$/.test(host) || host.length > 253) return null
  return host.split('.').every((label) => label.length <= 63 && !/^-|-$/.test(label)) ? host : null
}

/** The sender's id of a person, trimmed and otherwise as sent; null for junk, which would join strangers. */
export function normaliseUserId(text: string): string | null {
  return normaliseId(text)
}

/** The id that a browser or app made up for a visitor, trimmed and otherwise as sent; null for junk. */
export function normaliseAnonymousId(text: string): string | null {
  return normaliseId(text)
}

function normaliseId(text: string): string | null {
  const id = trim(text)
  if (id === '' || id.length > LONGEST_ID || UNUSABLE.test(id)) return null
  return junk.has(id.toLowerCase()) || UNFILLED.test(id) || ZEROS.test(id) ? null : id
}

/** Without the spaces, zero-width characters and marks that copying leaves at the ends. */
function trim(text: string): string {
  return text.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '')
}
