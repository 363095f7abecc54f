import { contactWords } from './contact-en.ts'

const whole = new Intl.NumberFormat('en')

export const number = (amount: number): string => whole.format(amount)

/** "1 contact", "1,284 contacts". */
const counted = (amount: number, one: string, many = `${one}s`): string =>
  `${number(amount)} ${amount === 1 ? one : many}`

interface Total {
  readonly count: number
  readonly exact: boolean
}

/** "71 contacts", "About 12,000 contacts". */
const some = ({ count, exact }: Total): string => `${exact ? '' : 'About '}${counted(count, 'contact')}`

interface Truth {
  readonly total: Total
  readonly stage: string | null
  readonly search: string | null
  readonly lately: { readonly count: number; readonly exact: boolean }
}

/** Every word of the app, in English. */
export const words = {
  frame: {
    home: 'Ripen, home',
    homePage: 'Home',
    lost: 'Connection lost, trying again …',
    find: 'Find or do',
    findHint: 'Find or do anything (⌘K or Ctrl-K)',
    navigation: 'Main',
    contacts: 'Contacts',
    lifecycle: 'Lifecycle',
    reports: 'Reports',
    imports: 'Imports',
    rejected: 'Rejected',
    settings: 'Settings',
    signOut: 'Sign out',
    reference: 'API reference',
    skip: 'Skip to the page',
    collapse: 'Collapse',
    widen: 'Expand the menu',
    close: 'Close',
    closeHint: 'Close (Esc)',
    theme: { auto: 'System theme', light: 'Light theme', dark: 'Dark theme' },
    themeChange: (now: string, next: string) => `${now}. Change to: ${next}`,
  },
  actors: { ripen: 'Ripen', key: 'an API key', here: 'this machine' },
  states: {
    loading: 'Loading …',
    retry: 'Try again',
    noValue: '—',
    notFound: 'There is no such page',
    notFoundAdvice: 'The address may have been mistyped, or what it led to is gone.',
    toContacts: 'Go to the contacts',
    fault: 'This page has a fault',
    faultAdvice: 'Your data is safe. Try again; if it stays, please report what is written here.',
  },
  problem: (status: number | null): { title: string; advice: string } => {
    if (status === 0)
      return {
        title: 'Ripen does not answer',
        advice: 'Is it still running? Your data is safe; this page only reads it.',
      }
    if (status === 401) return { title: 'You are not signed in', advice: 'Load this page again to sign in.' }
    if (status === 403)
      return { title: 'You may not see this', advice: 'An administrator can give you another role under Settings.' }
    if (status === 404) return { title: 'There is no such thing', advice: 'It may have been merged or erased.' }
    if (status === 429 || status === 503) return { title: 'Ripen is busy', advice: 'Try again in a moment.' }
    return { title: 'This could not be loaded', advice: 'Try again; if it stays, the log of the server says more.' }
  },
  contacts: {
    title: 'Contacts',
    truth: ({ total, stage, search, lately }: Truth) => {
      const people = some(total)
      if (search !== null)
        return `${people} ${total.count === 1 ? 'matches' : 'match'} “${search}”${stage ? ` in ${stage}` : ''}.`
      const many = `${lately.exact ? number(lately.count) : `more than ${number(lately.count)}`}`
      const first = stage === null ? `${people}.` : `${people} in ${stage}.`
      const verb = stage === null ? 'changed stage' : 'entered'
      return `${first} ${lately.count === 0 ? `None ${verb} in the last 7 days.` : `${many} ${verb} in the last 7 days.`}`
    },
    some,
    stages: 'Stages',
    everyone: 'In a stage',
    people: (count: number) => (count === 1 ? 'contact' : 'contacts'),
    search: 'Search by name or e-mail address',
    searchHint: 'Part of a name or an address',
    clearFilter: 'Show all contacts',
    columns: {
      name: 'Name',
      company: 'Company',
      stage: 'Stage',
      since: 'Since',
      source: 'Source',
      active: 'Last active',
    },
    anonymous: 'Anonymous visitor',
    nameless: 'Known by id only',
    noStage: 'No stage',
    inNoStage: (total: Total, search: string | null) =>
      `${some(total)} in no stage${search === null ? '' : ` ${total.count === 1 ? 'matches' : 'match'} “${search}”`}.`,
    noneInNoStage: 'Everybody stands in a stage at the moment.',
    more: 'Load more',
    end: (count: number) => (count === 1 ? 'That is the one.' : `That is all ${number(count)}.`),
    keys: 'move',
    keysOpen: 'open',
    keysWhy: 'why',
    keysSearch: 'search',
    whyHere: (name: string) => `: why ${name} is there`,
    noneHere: 'Nobody here',
    noneMatch: (search: string) =>
      `“${search}” is part of nobody’s name or address. Fewer than three letters are looked for at the beginning only.`,
    noneInStage: (stage: string) => `Nobody is in ${stage} at the moment.`,
    nobody: 'Nobody yet.',
    first: 'Send the first event',
    firstSteps:
      'Make a key, then send what somebody did. They appear here by themselves, with the reason for their stage.',
    firstKey: '1. A key for your server (in the folder of Ripen)',
    firstSend: '2. Ada asks for a demo (with that key in place of YOUR_KEY)',
    firstMissing: 'Sent something that does not show up?',
    firstRejected: 'See what was rejected, and why',
    copy: 'Copy',
    copied: 'Copied',
  },
  contact: {
    ...contactWords,
    back: 'Contacts',
    trail: 'Back',
    company: 'Company',
    seen: 'Seen',
    decide: 'Decide …',
    passed: 'in passing',
    entered: (mode: string | null, owner: string | null) =>
      mode === 'manual'
        ? `${owner ?? 'someone'} decides`
        : mode === 'approval'
          ? `${owner ?? 'someone'} approves`
          : 'by its criteria',
    unnamed: 'Anonymous visitor',
    erased: 'Erased at the person’s request',
    people: (count: number) => `${number(count)} people`,
    level: (level: string) => `level ${level}`,
    sinceShort: 'since',
    move: 'Move …',
    undo: 'Undo last move',
    path: 'Path',
    pathLegend: 'Way through the stages, oldest first',
    nextStage: 'next',
    waits: (stage: string) => `Meets the criteria of ${stage}; someone has to approve.`,
    why: (stage: string) => `Why ${stage}`,
    byVersion: (version: number) => `Lifecycle version ${version}.`,
    whyNone: 'Why no stage',
    whyNoStage: 'Nothing needs doing: it moves as soon as an event meets them.',
    /** What moved it, as the server says it without its subject. */
    cause: (text: string | null, cause: string | null, isShown: boolean) =>
      text === null ? '' : `${cause === 'rule' && isShown ? 'That' : 'It'} ${text}.`,
    reasonGiven: (reason: string) => `Reason: ${reason}.`,
    groups: {
      all: 'All of these',
      any: 'At least one of these',
      not: 'Not this',
      is: (name: string) => name.replaceAll(/[_-]+/g, ' '),
    },
    yes: 'yes',
    no: 'no',
    denied: (condition: string) => `Not so: ${condition}`,
    found: (observed: string) => `found ${observed}`,
    evidence: 'Events behind it',
    showProof: 'Show proof',
    hideProof: 'Hide proof',
    proofCondition: 'Condition',
    proofObserved: 'Observed',
    proofWanted: 'Wanted',
    proofHolds: 'Holds',
    proofVersion: 'Lifecycle version',
    proofTransition: 'Transition',
    proofRule: 'Rule',
    proofNote: 'Folded again from the events that were known when it was decided.',
    scores: 'Scores',
    grade: (grade: string) => `grade ${grade}`,
    halfLife: (stretch: string) => `half fades in ${stretch}`,
    noPoints: 'No points so far.',
    shareOf: (points: string) => `of ${points}`,
    capped: (points: string) => `${points} capped`,
    shares: (count: number) => `${counted(count, 'event')} that gave points`,
    points: (points: number) => `${points > 0 ? '+' : ''}${number(points)}`,
    timeline: 'Timeline',
    filters: { all: 'All', web: 'Web', forms: 'Forms', email: 'E-mail', sales: 'Sales', changes: 'Changes' },
    filter: 'Show',
    searchTimeline: 'Search the timeline',
    beginning: 'The beginning.',
    visit: (pages: number, stretch: string | null) =>
      stretch === null ? `${counted(pages, 'page')}` : `${counted(pages, 'page')} in ${stretch}`,
    visitFrom: (source: string) => `from ${source}`,
    movedTo: 'Moved to',
    moved: (from: string | null, to: string) => (from === null ? `Entered ${to}` : `Moved from ${from} to ${to}`),
    voided: 'undone',
    behind: (stage: string) => `behind ${stage}`,
    passedOver: 'Passed over',
    nothingYet: 'Nothing has happened yet.',
    nothingMatches: 'Nothing like that happened.',
    details: (event: string) => `Details: ${event}`,
    facts: 'Facts',
    identities: 'Identities',
    account: 'Account',
    known: { user: 'User id', email: 'E-mail', phone: 'Phone', anonymous: 'Browser' },
    source: 'First source',
    created: 'Recorded',
    active: 'Last active',
    merged: (count: number) => `${counted(count, 'duplicate')} joined to this contact`,
    noFacts: 'Nothing is known but what it did.',
    anonymousNote: 'Nothing names this visitor yet. As soon as it gives an address, it keeps this history.',
  },
  move: {
    title: (name: string) => `Move ${name}`,
    to: 'To',
    here: 'is here now',
    reason: 'Reason',
    reasonPlaceholder: 'What made you decide so?',
    reasonPick: 'Choose a reason',
    reasonOptional: 'Reason (optional)',
    submit: (stage: string) => `Move to ${stage}`,
    submitNone: 'Choose a stage',
    refused: 'Not moved',
    force: 'Move anyway …',
    forceWarning: (stage: string) =>
      `The lifecycle does not provide for this move. It will be recorded under your name as forced, and reports count the contact in ${stage}.`,
    forceConfirm: 'Yes, move it anyway',
    cancel: 'Cancel',
    done: (name: string, stage: string) => `${name} is in ${stage} now.`,
    undo: 'Undo',
    undone: 'The move was undone.',
    undoReason: 'Undone by hand',
    undoFailed: (detail: string) => `Not undone: ${detail}`,
    cancelUndo: 'Undone right after the move',
    takeBack: 'Take back …',
    takeBackThis: (move: string) => `Take back: ${move}`,
    takeBackEffect:
      'This move was a mistake: it is voided, together with the automatic moves that rested on it. The history keeps it, marked as undone.',
    takeBackReason: 'Why was it a mistake?',
    takeBackConfirm: 'Take it back',
    tookBack: (count: number) => (count === 1 ? 'The move was taken back.' : `${number(count)} moves were taken back.`),
  },
  rejected: {
    title: 'Rejected messages',
    truthNone: 'Every message of the last 30 days was taken.',
    truth: (count: string) => `${count} of the last 30 days could not be taken.`,
    counted: (count: number, more: boolean) => `${more ? 'More than ' : ''}${counted(count, 'message')}`,
    advice: 'Each says what is wrong and where. Mend the sender and send again: what was taken is never taken twice.',
    noneAdvice: 'When a sender makes a mistake, the message is kept here with the reason and the place of the fault.',
    place: 'at',
    source: 'key',
    message: 'Message as sent',
    older: 'Load older',
  },
} as const
