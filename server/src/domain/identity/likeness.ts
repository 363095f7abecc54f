/** By what two contacts may be taken for one person. */
export type LikenessKind = 'address' | 'phone' | 'name'

/** What is known of a contact that others may be compared with. */
export interface Likeable {
  readonly emails: readonly string[]
  /** As they were given, and as E.164. */
  readonly phones: readonly string[]
  readonly name: string | null
  /** Names of its company, and the id of its account. */
  readonly companies: readonly string[]
  readonly account: string | null
}

export interface Likeness {
  readonly kind: LikenessKind
  /** Equal for contacts that are alike. */
  readonly text: string
}

/** How much each kind says for the two being one. */
export const STRENGTHS: Readonly<Record<LikenessKind, number>> = { address: 4, name: 3, phone: 2 }

/** Whole numbers are compared by their end, so that one with and one without the country's code meet. */
const PHONE_END = 9
const SHORTEST_PHONE = 7
const MOST_KEYS = 40

/** Domains that are one mailbox provider's. */
const sameMail: Readonly<Record<string, string>> = { 'googlemail.com': 'gmail.com' }

const legalForms = new Set(
  'ab ag as bv co company corp corporation gmbh group holding inc incorporated kg limited llc llp ltd nv oy plc pte pty sa sarl sas se spa srl ug'.split(
    ' ',
  ),
)

/** What a contact is alike to others by: the same address but for dots and tags, the same phone, the same name at the same company. */
export function likenessesOf({ emails, phones, name, companies, account }: Likeable): readonly Likeness[] {
  const found = new Map<string, Likeness>()
  const add = (kind: LikenessKind, text: string | null) => {
    if (text !== null && found.size < MOST_KEYS) found.set(`${kind} ${text}`, { kind, text })
  }
  for (const email of emails) add('address', mailboxOf(email))
  for (const phone of phones) add('phone', phoneOf(phone))
  const person = nameOf(name)
  if (person !== null) {
    if (account !== null) add('name', `${person} # ${account}`)
    for (const company of companies) {
      const known = companyOf(company)
      if (known !== null) add('name', `${person} @ ${known}`)
    }
  }
  return [...found.values()]
}

/** A mailbox without dots and what stands behind a plus; null for what is no address. */
function mailboxOf(email: string): string | null {
  const [mailbox = '', domain = '', ...more] = email.trim().toLowerCase().split('@')
  const [box = ''] = mailbox.split('+')
  const plain = box.replaceAll('.', '')
  return plain === '' || domain === '' || more.length > 0 ? null : `${plain}@${sameMail[domain] ?? domain}`
}

function phoneOf(phone: string): string | null {
  // An extension is not part of the number.
  const [number = ''] = phone.split(/(?:ext|x|#|;)/i)
  const digits = number.replace(/\D/g, '').replace(/^0+/, '')
  return digits.length < SHORTEST_PHONE ? null : digits.slice(-PHONE_END)
}

/** The words of a name in the order of the alphabet; null for a single word, which too many share. */
function nameOf(name: string | null): string | null {
  const words = wordsOf(name ?? '')
  return words.length < 2 || words.length > 6 ? null : words.sort().join(' ')
}

function companyOf(company: string): string | null {
  const words = wordsOf(company)
  const proper = words.filter((word) => !legalForms.has(word))
  const kept = proper.length === 0 ? words : proper
  return kept.length === 0 ? null : kept.slice(0, 8).join(' ')
}

function wordsOf(text: string): string[] {
  return (
    text
      .slice(0, 300)
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}
