import { number } from './en.ts'

const counted = (amount: number, one: string, many = `${one}s`): string =>
  `${number(amount)} ${amount === 1 ? one : many}`

interface Total {
  readonly count: number
  readonly exact: boolean
}

const atLeast = ({ count, exact }: Total, one: string): string => `${exact ? '' : 'more than '}${counted(count, one)}`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Words of the page that one sees first. */
export const homeWords = {
  title: 'Home',
  truth: (needs: number, people: number, into: number | null) => {
    const first =
      needs === 0 ? 'Nothing waits for you.' : `${counted(needs, 'thing')} ${needs === 1 ? 'waits' : 'wait'} for you.`
    const week =
      into === null ? '' : into === 0 ? ', nobody moved this week' : `, ${counted(into, 'move')} in the last 7 days`
    return `${first} ${counted(people, 'person', 'people')} in the stages${week}.`
  },
  needs: 'What needs you',
  nothing: 'Nothing at the moment. Whatever needs a word of yours, or went wrong, is shown here.',
  proposal: (stage: string) => `meets the criteria of ${stage}; somebody has to approve.`,
  moreProposals: (more: number, exact: boolean) =>
    `${exact ? '' : 'At least '}${number(more)} more ${more === 1 ? 'waits' : 'wait'} for approval.`,
  rejected: (total: Total) => `${capital(atLeast(total, 'message'))} of the last 7 days could not be taken.`,
  rejectedDoor: 'See why',
  duplicates: (total: Total) =>
    `${capital(atLeast(total, 'pair'))} of contacts may be one person${total.count === 1 ? '' : ' each'}.`,
  duplicatesDoor: 'Compare them',
  importing: (file: string, rows: string) => `${file} is being imported: ${rows} so far.`,
  undoing: (file: string) => `The import of ${file} is being taken back.`,
  importFailed: (file: string) => `The import of ${file} stopped.`,
  rows: (count: number) => counted(count, 'row'),
  importDoor: 'Look at it',
  waiting: 'Your people',
  waitingSays: (stages: string) => `The latest in ${stages}.`,
  waitingNone: 'Nobody stands in a stage of your team at the moment.',
  stages: 'Stages',
  stagesCaption: 'People in each stage now, and what changed in the last 7 days',
  columns: { stage: 'Stage', now: 'Now', in: 'In', out: 'Out', change: 'Change' },
  movedIn: 'moves in during the last 7 days',
  movedOut: 'moves out during the last 7 days',
  now: 'people now',
  change: (net: number) => (net === 0 ? 'as before' : `${net > 0 ? '+' : '−'}${number(Math.abs(net))}`),
  week: 'Against a week ago',
  report: 'The report on stages',
  moves: 'What moved, and why',
  movesNone: 'Nobody has moved yet.',
  entered: 'entered',
  movedFrom: 'from',
  movedTo: 'to',
  why: (trigger: string | null, text: string) => (trigger === null ? `It ${text}.` : `${trigger}. That ${text}.`),
  begin: {
    truth: 'Nobody yet. Three ways to begin:',
    live: 'This page watches: as soon as somebody arrives, it shows them.',
    connect: 'Connect your website or app',
    connectSays:
      'Ripen speaks the Segment protocol: the library that you have, with another host. All it needs is a write key.',
    makeKey: 'Make a write key',
    keyName: 'Website',
    keyMade: 'This is the key. It may stand in a web page, and Settings → API keys revokes it.',
    noKeys: 'An administrator makes a write key for you, under Settings → API keys.',
    keyPlace: 'YOUR_WRITE_KEY',
    snippet: 'In your pages or app, with npm install @segment/analytics-next',
    file: 'Import what you have',
    fileSays:
      'A CSV of HubSpot, Salesforce or any other list. You see what it becomes before anything is written, and a whole import can be taken back.',
    fileDoor: 'Import a file',
    test: 'Send a test event',
    testSays: 'A made-up Ada gives her name and looks at your prices. She arrives the moment that she is written down.',
    send: 'Send it now',
    arrived: 'Ada Lovelace has arrived. Like most visitors, she meets the criteria of no stage yet.',
    open: 'See her page',
    needsKey: 'It needs the write key from the first step.',
    command: 'Or from a terminal',
  },
} as const
