import { number, words } from './en.ts'

const titles: Readonly<Record<string, string>> = {
  name: words.contacts.columns.name,
  email: 'E-mail',
  id: 'Id',
  account: words.contacts.columns.company,
  stage: words.contacts.columns.stage,
  level: 'Level',
  since: words.contacts.columns.since,
  reason: 'Reason',
  source: words.contacts.columns.source,
  origin: 'Origin',
  campaign: 'Campaign',
  country: 'Country',
  owner: 'Owner',
  grade: 'Grade',
  active: words.contacts.columns.active,
  created: 'Created',
}

const spaced = (text: string): string => {
  const said = text.replaceAll(/[_.]+/g, ' ')
  return said.charAt(0).toUpperCase() + said.slice(1)
}

/** What a column is called: "Stage", "Industry", "Account: employees", "Engagement points". */
export function columnTitle(column: string): string {
  const [kind = '', name = ''] = column.split(/:(.*)/s)
  if (name === '') return titles[column] ?? column
  if (kind === 'account') return `Account: ${spaced(name).toLowerCase()}`
  return kind === 'score' ? `${spaced(name)} points` : spaced(name)
}

/** "1 contact", "1,284 contacts". */
export const people = (count: number): string => (count === 1 ? '1 contact' : `${number(count)} contacts`)

/** Words of the contact list that are there from the beginning; those of its panels come with them. */
export const listWords = {
  yes: 'yes',
  no: 'no',
  filter: {
    open: 'Filter',
    openHint: 'Filter by any condition (f)',
    title: 'Filter',
    shown: 'Filter',
    and: 'and',
    or: 'or',
    change: (text: string) => `${text}: change the filter`,
    remove: (text: string) => `Remove the condition: ${text}`,
    loading: 'Saying the filter in words …',
    unreadable: 'A filter that cannot be read',
    looking: ({ done, total }: { done: number; total: number }) =>
      `Looking at what everybody did: ${number(done)} of ${number(total)} so far.`,
    lookingNote: 'This goes on by itself, and the list fills meanwhile.',
    truth: (total: { count: number; exact: boolean }) =>
      `${total.exact ? '' : 'About '}${people(total.count)} ${total.count === 1 ? 'fits' : 'fit'} the filter.`,
    none: 'Nobody fits the filter at the moment.',
    noneYet: 'Nobody so far.',
    wrong: 'The filter in the address cannot be used',
    wrongAdvice: 'Change it, or show everybody.',
    withdraw: 'Show all contacts',
  },
  segments: {
    open: 'Segments',
    openHint: 'Saved filters (s)',
    title: 'Segments',
    truth: (total: { count: number; exact: boolean }, name: string) =>
      `${total.exact ? '' : 'About '}${people(total.count)} in “${name}”.`,
    chip: (name: string) => `Segment: ${name}`,
    removeChip: (name: string) => `Leave the segment ${name}`,
  },
  view: {
    open: 'View',
    openHint: 'Columns and density (v)',
    title: 'View',
    width: (name: string) => `Width of ${name}`,
    widthHint: 'Arrows change it, Home takes it back.',
    longest: (total: { count: number; exact: boolean }, stage: string | null) =>
      `${total.exact ? '' : 'About '}${people(total.count)}${stage === null ? '' : ` in ${stage}`}, the longest there first.`,
    longestFirst: 'Show first who stands there longest',
    newestFirst: 'Show first who came last',
  },
} as const
