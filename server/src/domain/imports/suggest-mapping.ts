import { normaliseEmail } from '../identity/normalise.ts'
import { type Mapping, mappingSchema } from './mapping.ts'
import { timeReader } from './read-time.ts'
import { readNumber, type ValueType } from './read-value.ts'

export interface Suggestion {
  /** `contact.email`, `contact.traits.<name>`, `account.name`, …, or `ignore`. */
  readonly field: string
  readonly type: ValueType
}

/** What headers usually mean, in the order in which they are tried. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [/^(e-?mail|e-?mail address|work e-?mail|mail)$/i, 'contact.email'],
  [/^(phone|phone number|telephone|mobile|mobile phone|tel)$/i, 'contact.phone'],
  [/^(user ?id|customer ?id)$/i, 'contact.user_id'],
  [/^(id|record ?id|contact ?id|lead ?id|person ?id)$/i, 'contact.record'],
  [/^(first ?name|given ?name|vorname)$/i, 'contact.traits.firstName'],
  [/^(last ?name|family ?name|surname|nachname)$/i, 'contact.traits.lastName'],
  [/^(full ?name|name|contact ?name)$/i, 'contact.traits.name'],
  [/^(job ?title|title|position|role)$/i, 'contact.traits.title'],
  [/^(company|company ?name|organi[sz]ation|account|account ?name|firma)$/i, 'account.name'],
  [/^(company ?(website|url)|website|web ?site|url)$/i, 'account.website'],
  [/^(domain|company ?domain)$/i, 'account.domain'],
  [/^(employees|number of employees|company ?size|headcount)$/i, 'account.traits.employees'],
  [/^(industry|branche)$/i, 'account.traits.industry'],
  [/^(country|land)$/i, 'contact.traits.country'],
  [/^(city|ort|town)$/i, 'contact.traits.city'],
  [/^(source|lead ?source|original ?source|origin|utm_source)$/i, 'contact.source'],
  [
    /^(created|created ?at|created ?on|create ?date|created ?date|date ?added|signed? ?up ?(at|date)?|first ?contact.*)$/i,
    'contact.at',
  ],
  [/^(stage|lifecycle ?stage|lead ?stage)$/i, 'stages'],
]

/** What a column probably means, by its header and its values. */
export function suggestColumn(header: string, values: readonly string[]): Suggestion {
  const plain = header.replace(/[_-]+/g, ' ').trim()
  const type = typeOf(values)
  const known = MEANINGS.find(([pattern]) => pattern.test(header.trim()) || pattern.test(plain))?.[1]
  if (known === 'contact.at' && type !== 'date') return { field: traitField(plain), type }
  if (known !== undefined)
    return {
      field: known,
      type:
        /\.(traits\.employees)$/.test(known) && type === 'number' ? 'number' : known === 'contact.at' ? 'date' : 'text',
    }
  if (values.length > 0 && mostly(values, (value) => normaliseEmail(value) !== null))
    return { field: 'contact.email', type: 'text' }
  return values.length === 0 ? { field: 'ignore', type: 'text' } : { field: traitField(plain), type }
}

function traitField(header: string): string {
  const name = header
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return `contact.traits.${name === '' ? 'column' : name.slice(0, 60)}`
}

const dates = timeReader(null, 'UTC')

function typeOf(values: readonly string[]): ValueType {
  if (values.length === 0) return 'text'
  // Numbers that begin with zeros are codes.
  if (values.every((value) => readNumber(value, '.') !== null && !/^0\d/.test(value))) return 'number'
  if (values.every((value) => /^(true|false|yes|no)$/i.test(value))) return 'boolean'
  const isDate = (value: string) => {
    const read = dates?.(value)
    return read !== undefined && (!('fault' in read) || read.fault === 'ambiguous')
  }
  return mostly(values, isDate) ? 'date' : 'text'
}

function mostly(values: readonly string[], holds: (value: string) => boolean): boolean {
  return values.filter(holds).length >= values.length * 0.8
}

/** A mapping made from what the columns probably mean, to be corrected. */
export function suggestMapping(
  fileName: string,
  columns: readonly { readonly header: string; readonly suggestion: Suggestion }[],
): Mapping {
  const first = (field: string) => columns.find(({ suggestion }) => suggestion.field === field)?.header
  const all = (field: string) =>
    columns.filter(({ suggestion }) => suggestion.field === field).map(({ header }) => header)
  const traitsOf = (before: string) =>
    Object.fromEntries(
      columns
        .filter(({ suggestion }) => suggestion.field.startsWith(before))
        .map(({ header, suggestion: { field, type } }) => [
          field.slice(before.length),
          type === 'text' ? header : { column: header, type },
        ]),
    )
  const optional = (key: string, value: unknown) => (value === undefined ? {} : { [key]: value })
  const emails = all('contact.email')
  const phones = all('contact.phone')
  const record = first('contact.record')
  const account = {
    ...optional('name', first('account.name')),
    ...optional('website', first('account.website')),
    ...optional('domain', first('account.domain')),
  }
  const stage = first('stages')
  return mappingSchema.parse({
    import: 1,
    name: fileName.replace(/\.[a-z.]+$/i, '').slice(0, 200) || 'File',
    system: 'file',
    contact: {
      ...optional('user_id', first('contact.user_id')),
      ...(emails.length === 0 ? {} : { email: emails.length === 1 ? emails[0] : emails }),
      ...(phones.length === 0 ? {} : { phone: phones.length === 1 ? phones[0] : phones }),
      ...(record === undefined ? {} : { record: { object: 'contact', id: record } }),
      ...optional('at', first('contact.at')),
      ...optional('source', first('contact.source')),
      traits: traitsOf('contact.traits.'),
    },
    ...(Object.keys(account).length === 0 ? {} : { account: { ...account, traits: traitsOf('account.traits.') } }),
    stages: stage === undefined ? [] : [{ stage }],
  })
}
