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

const people = (count: number): string => (count === 1 ? '1 contact' : `${number(count)} contacts`)

/** Words of the contact list's filter, segments and columns. */
export const listWords = {
  yes: 'yes',
  no: 'no',
  filter: {
    open: 'Filter',
    openHint: 'Filter by any condition (f)',
    title: 'Filter',
    label: 'Contacts for whom',
    shown: 'Filter',
    and: 'and',
    or: 'or',
    change: (text: string) => `${text}: change the filter`,
    remove: (text: string) => `Remove the condition: ${text}`,
    clear: 'Clear',
    loading: 'Saying the filter in words …',
    unreadable: 'A filter that cannot be read',
    intro: 'The list follows while you choose. Everything that the lifecycle can ask, the list can ask too.',
    nothing: 'No condition yet: everybody is shown.',
    counting: 'Counting …',
    count: (total: { count: number; exact: boolean }) =>
      `${total.exact ? '' : 'About '}${people(total.count)} ${total.count === 1 ? 'fits' : 'fit'}.`,
    looking: ({ done, total }: { done: number; total: number }) =>
      `Looking at what everybody did: ${number(done)} of ${number(total)} so far.`,
    lookingNote: 'This goes on by itself, and the list fills meanwhile.',
    fault: 'Not shown yet',
    truth: (total: { count: number; exact: boolean }) =>
      `${total.exact ? '' : 'About '}${people(total.count)} ${total.count === 1 ? 'fits' : 'fit'} the filter.`,
    none: 'Nobody fits the filter at the moment.',
    noneYet: 'Nobody so far.',
    wrong: 'The filter in the address cannot be used',
    wrongAdvice: 'Change it, or show everybody.',
    withdraw: 'Show all contacts',
    repair: 'Change the filter',
    done: 'Done',
  },
  segments: {
    open: 'Segments',
    openHint: 'Saved filters (s)',
    title: 'Segments',
    truth: (total: { count: number; exact: boolean }, name: string) =>
      `${total.exact ? '' : 'About '}${people(total.count)} in “${name}”.`,
    none: 'No segment is saved yet.',
    noneHint: 'Set a filter, then save it here: it keeps itself up to date, and criteria of the lifecycle can use it.',
    everybody: 'Everybody',
    save: 'Save as a segment',
    saveNew: 'Save as another segment',
    update: (name: string) => `Change “${name}” to this`,
    name: 'Name',
    note: 'Note',
    notePlaceholder: 'What it is for (optional)',
    submit: 'Save',
    cancel: 'Cancel',
    saved: (name: string) => `“${name}” was saved.`,
    changed: (name: string) => `“${name}” was changed.`,
    removed: (name: string) => `“${name}” was deleted.`,
    undo: 'Undo',
    restored: (name: string) => `“${name}” is back.`,
    failed: (detail: string) => `Not done: ${detail}`,
    edit: (name: string) => `Rename ${name}`,
    conditions: (name: string) => `Change the conditions of ${name}`,
    remove: (name: string) => `Delete ${name}`,
    used: (places: readonly string[]) => `Used by the lifecycle: ${places.join(', ')}`,
    counting: 'counting',
    broken: 'cannot be used',
    people: (count: number) => people(count),
    chip: (name: string) => `Segment: ${name}`,
    removeChip: (name: string) => `Leave the segment ${name}`,
    missing: (key: string) => `There is no segment “${key}” any more.`,
    mayNot: 'Your role may use segments, not change them.',
    fromThis: 'Save the filter that is set',
    fromNew: 'Set a filter, to save it as a segment',
  },
  view: {
    open: 'View',
    openHint: 'Columns and density (v)',
    title: 'View',
    columns: 'Columns',
    shown: 'Shown, in their order',
    addColumn: 'Add a column',
    more: 'Further columns',
    trait: 'Trait of the contact',
    account: 'Trait of its account',
    add: 'Add',
    up: (name: string) => `Move ${name} up`,
    down: (name: string) => `Move ${name} down`,
    remove: (name: string) => `Hide ${name}`,
    moved: (name: string, place: number, of: number) => `${name} is column ${place} of ${of}.`,
    hint: 'Keys on a column: Alt with an arrow moves it, Delete hides it.',
    width: (name: string) => `Width of ${name}`,
    widthHint: 'Arrows change it, Home takes it back.',
    longest: (total: { count: number; exact: boolean }, stage: string | null) =>
      `${total.exact ? '' : 'About '}${people(total.count)}${stage === null ? '' : ` in ${stage}`}, the longest there first.`,
    longestFirst: 'Show first who stands there longest',
    newestFirst: 'Show first who came last',
    density: 'Density',
    roomy: 'Roomy',
    compact: 'Compact',
    reset: 'Back to the usual view',
    copy: 'Copy link',
    copyNote: 'The link opens this list with its filter, columns and density.',
    copied: 'The link was copied.',
    notCopied: 'The link could not be copied. It stands in the address bar.',
    full: (most: number) => `${most} columns at most.`,
    placeholder: 'Name of the trait',
  },
} as const
