import type { ImportState } from '../../../server/src/contract/imports.ts'
import { number } from './en.ts'

const rows = (count: number): string => `${number(count)} ${count === 1 ? 'row' : 'rows'}`
const are = (count: number): string => (count === 1 ? 'is' : 'are')

const states: Readonly<Record<ImportState, string>> = {
  running: 'Running',
  done: 'Done',
  failed: 'Stopped',
  undoing: 'Being undone',
  undone: 'Undone',
}

interface Counts {
  readonly rows: number
  readonly imported: number
  readonly duplicates: number
  readonly rejected: number
}

/** "1,204 rows imported, 3 brought nothing new, 2 rejected". */
function outcome({ imported, duplicates, rejected }: Counts): string {
  return [
    `${rows(imported)} imported`,
    ...(duplicates > 0 ? [`${number(duplicates)} brought nothing new`] : []),
    ...(rejected > 0 ? [`${number(rejected)} rejected`] : []),
  ].join(', ')
}

/** Fields of a mapping as people call them. */
export const fieldNames: Readonly<Record<string, string>> = {
  'contact.email': 'E-mail address',
  'contact.phone': 'Phone number',
  'contact.user_id': 'Your own user id',
  'contact.record': 'Record id in the other system',
  'contact.at': 'Date it became known',
  'contact.source': 'Original source',
  'contact.medium': 'Original medium',
  'contact.campaign': 'Original campaign',
  'contact.origin': 'Origin (inbound, outbound …)',
  'contact.country': 'Country, for reports',
  'contact.traits': 'A fact about the person …',
  'account.name': 'Company name',
  'account.website': 'Company website',
  'account.domain': 'Company domain',
  'account.id': 'Company id',
  'account.traits': 'A fact about the company …',
  stages: 'Name of the stage it is in',
  events: 'An event on this date …',
}

/** Every word of the imports, in English. */
export const importWords = {
  title: 'Imports',
  rows,
  outcome,
  states,
  truthNone: 'Nothing has been imported yet.',
  truthRunning: (file: string) => `${file} is being imported.`,
  truthUndoing: (file: string) => `${file} is being undone.`,
  truth: (files: string, taken: string) => `${files} imported, with ${taken} of history.`,
  files: (count: number, more: boolean) =>
    `${more ? 'More than ' : ''}${number(count)} ${count === 1 ? 'file' : 'files'}`,
  begin: 'Import a file',
  emptyTitle: 'Bring your history in',
  emptyText:
    'A file of contacts with the dates on which they reached their stages is enough for a funnel of the past. Exports of HubSpot, Salesforce, Mautic, Google Contacts and Outlook are recognised by their headers; any other CSV or NDJSON file can be mapped column by column.',
  emptySafe: 'You see what the first rows become before anything is written, and a whole import can be undone.',
  list: 'Files that were imported, newest first',
  columns: {
    file: 'File',
    state: 'State',
    rows: 'Rows',
    imported: 'Imported',
    duplicates: 'Nothing new',
    rejected: 'Rejected',
    by: 'By',
    at: 'When',
  },
  older: 'Load older',
  downloadRejected: (file: string) => `Download the rejected rows of ${file}`,
  one: {
    back: 'Imports',
    running: (part: string) => `Being imported: ${part} of the file read so far.`,
    undoing: 'Being undone: what came with it is taken out of the histories.',
    done: (counts: Counts) => `${outcome(counts)}.`,
    undone: 'Undone: the histories are as if it had never come.',
    failed: (failure: string) => `It stopped before its end: ${failure}`,
    failedAdvice: 'What was imported so far is kept. Import the same file again: it goes on where it was.',
    progress: 'Progress',
    facts: 'Facts',
    mapping: 'Mapping',
    mappingNote:
      'As it was when the file was imported. Save it to import the like again, also with `ripen import --map`.',
    readAs: 'Read as',
    source: 'Source of its events',
    notices: 'Noticed on the way',
    noticesNone: 'Nothing out of the ordinary.',
    rejects: 'Rejected rows',
    rejectsText: (count: number) =>
      `${rows(count)} could not be taken. The file holds each with its line and the reason: mend them there and import that file.`,
    download: 'Download the rejected rows',
    toFunnel: 'See the funnel',
    toContacts: 'See the contacts',
    another: 'Import another file',
    undo: 'Undo this import …',
    undoTitle: 'Undo the whole import?',
    undoEffect: (counts: Counts, file: string) =>
      `${rows(counts.imported)} of ${file} will be taken out again: the events, stages, companies and deals that came with them. Contacts that only this file knew will be gone; what is known from elsewhere, and what was done by hand since, stays.`,
    undoAgain: 'Numbers of reports follow at once. The same file can be imported again afterwards.',
    undoConfirm: 'Yes, undo it',
    cancel: 'Cancel',
    undoFailed: 'Not undone',
    undoDone: 'The import was undone.',
  },
  create: {
    title: 'Import a file',
    truthChoose: 'Choose a file: nothing is written before you say so.',
    truthSending: (file: string) => `${file} is on its way.`,
    truthReading: 'The file is being looked at.',
    truthReady: (name: string) => `This looks like an export of ${name}: its mapping is filled in.`,
    truthGuessed: (known: number, all: number) =>
      `${number(known)} of ${number(all)} columns were recognised. Correct what is wrong, then import.`,
    drop: 'Drop a file here',
    choose: 'Choose a file',
    dropHint:
      'CSV (comma, semicolon or tab) or NDJSON, up to 8 GB. UTF-8, UTF-16, Latin-1 and Windows-1252 are recognised.',
    sent: (sent: string, all: string) => `${sent} of ${all} sent`,
    stop: 'Stop',
    other: 'Choose another file',
    unreadable: 'This file cannot be read',
    failed: 'The file did not arrive',
    again: 'Send it again',
    reading: 'How it is read',
    encoding: 'Characters',
    found: (what: string) => `${what} (found)`,
    withMark: (encoding: string) => `${encoding} with byte order mark`,
    delimiter: 'Columns parted by',
    delimiters: { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as Readonly<Record<string, string>>,
    dates: 'Dates such as 3/4/2025',
    datesAsIs: 'only where they are clear',
    datesDay: 'day first: 3 April',
    datesMonth: 'month first: March 4',
    zone: 'Zone of times without one',
    zoneDefault: 'of the lifecycle',
    first: 'First rows',
    firstCaption: (count: number) => `The first ${rows(count)} as they stand in the file`,
    mapper: 'What the columns mean',
    mapperColumns: { column: 'Column', examples: 'Examples', means: 'Means', type: 'Type' },
    filled: (count: number) => (count === 0 ? 'always empty' : `filled ${number(count)} times in the first rows`),
    means: (column: string) => `What “${column}” means`,
    meansMore: (column: string, place: number) => `What “${column}” means, ${place}`,
    typeOf: (column: string) => `Type of “${column}”`,
    nameOf: (column: string) => `Name for “${column}”`,
    ignore: 'Nothing: leave it out',
    groups: { person: 'The person', company: 'Their company', stage: 'Stages', event: 'What happened' },
    enteredStage: (stage: string) => `Date it entered ${stage}`,
    special: (field: string) => `${field.replaceAll('_', ' ').replaceAll('.', ', ')} (see the mapping)`,
    types: { text: 'text', number: 'number', boolean: 'yes or no', date: 'date', list: 'list' },
    eventName: 'Name of the event',
    traitName: 'Name',
    tooMany: (count: number) =>
      `The first ${number(count)} columns are shown. The others are in the mapping, where they can be changed too.`,
    showText: 'Show the mapping as text',
    hideText: 'Hide the text',
    text: 'Mapping as YAML',
    textBroken: 'The mapping has a fault. Mend it in its text; the columns can be chosen again then.',
    becomes: 'What the first rows become',
    becomesNone: 'The mapping has faults, so nothing is known yet.',
    row: (row: number) => `Row ${number(row)}`,
    nobody: 'nobody known',
    refused: 'rejected',
    atOnce: 'Notes',
    count: 'What the whole file brings',
    countNow: 'Count the whole file',
    countHint: 'A dry run reads every row and writes nothing.',
    counted: ({
      rows: all,
      imported,
      duplicates,
      rejected,
    }: Readonly<Record<'rows' | 'imported' | 'duplicates' | 'rejected', number>>) =>
      `Of ${rows(all)} ${number(imported)} would be imported, ${number(duplicates)} bring nothing new, ${number(rejected)} ${are(rejected)} rejected. Nothing was written.`,
    countedPart: 'The file is long: these are the rows that ten seconds were enough for.',
    faults: (count: number) => `${number(count)} ${count === 1 ? 'fault' : 'faults'} in the mapping`,
    start: 'Import this file',
    startHint: (refused: number, shown: number) =>
      refused === 0
        ? `All of the first ${rows(shown)} can be taken.`
        : `${number(refused)} of the first ${rows(shown)} ${are(refused)} rejected; the good rows are taken.`,
    startFailed: 'Not started',
    checking: 'Looking at the first rows …',
  },
} as const
