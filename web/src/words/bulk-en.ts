import type { BulkActionView, BulkTally } from '../../../server/src/contract/bulk-actions.ts'
import { number } from './en.ts'

const people = (count: number) => (count === 1 ? '1 contact' : `${number(count)} contacts`)

const states: Readonly<Record<BulkActionView['state'], string>> = {
  gathering: 'Finding people',
  planning: 'Looking ahead',
  planned: 'Waiting to be started',
  running: 'At work',
  stopped: 'Stopped',
  done: 'Done',
  failed: 'Failed',
  undoing: 'Being undone',
  undone: 'Undone',
}

/** What would become, or became, of people, in a sentence. */
function tallyText({ done, unchanged, refused }: BulkTally, verb: { one: string; none: string }): string {
  const parts = [
    done === 0 ? verb.none : `${number(done)} ${verb.one}`,
    ...(unchanged === 0 ? [] : [`${number(unchanged)} ${unchanged === 1 ? 'is' : 'are'} so already`]),
    ...(refused === 0 ? [] : [`${number(refused)} ${refused === 1 ? 'is' : 'are'} refused`]),
  ]
  return parts.join(', ')
}

/** Words of what is done to many contacts at once. */
export const bulkWords = {
  choose: (name: string) => `Choose ${name}`,
  chooseShown: 'Choose all that are shown',
  chosen: (count: number) => (count === 1 ? '1 chosen' : `${number(count)} chosen`),
  chosenAll: (count: number | null, exact: boolean) =>
    count === null ? 'All that match chosen' : `All ${exact ? '' : 'about '}${number(count)} that match chosen`,
  chosenBut: (out: number) => `All that match but ${number(out)} chosen`,
  chooseAll: (count: number, exact: boolean) => `Choose all ${exact ? '' : 'about '}${number(count)} that match`,
  chooseAllUnknown: 'Choose all that match',
  clear: 'Choose nobody',
  bar: 'What to do with the chosen',
  move: 'Move',
  owner: 'Owner',
  trait: 'Trait',
  merge: 'Merge the two',
  export: 'Export',
  exportHint: 'The list as it is shown, as CSV',
  recent: 'Recent bulk actions',
  close: 'Close',
  forms: {
    to: 'To which stage',
    pick: 'Pick a stage',
    reason: 'Reason',
    reasonHint: 'Some moves need one; whoever needs it and has none is refused and told',
    reasonPick: 'Pick a reason',
    ownerKind: 'How',
    one: 'Give all to one person',
    team: 'Share out in turn to a team',
    nobody: 'Take the owner away',
    person: 'Person',
    teamName: 'Team',
    pickOne: 'Pick one',
    keep: 'Leave those alone who have an owner',
    traitName: 'Trait',
    traitHint: 'As it stands among the facts of a contact, such as industry',
    value: 'Value',
    clearTrait: 'Clear it instead',
    look: 'Look ahead',
    back: 'Back',
    teamSize: (team: string, members: number) => `${team} (${members === 1 ? '1 person' : `${members} people`})`,
    noTeams: 'No team has anybody in it yet. Put people into teams under Settings.',
  },
  state: (state: BulkActionView['state']) => states[state],
  found: (count: number) => `Finding people: ${number(count)} so far`,
  looking: (done: number, all: number) => `Looking ahead: ${number(done)} of ${number(all)}`,
  working: (done: number, all: number) => `${number(done)} of ${number(all)} done`,
  undoing: 'Taking it back',
  foreseen: (all: number, tally: BulkTally, isMove: boolean) =>
    all === 0
      ? 'Nobody is left to whom this could be done.'
      : `Of ${people(all)} ${tallyText(tally, isMove ? { one: 'would move', none: 'nobody would move' } : { one: 'would change', none: 'nobody would change' })}.`,
  became: (all: number, tally: BulkTally, isMove: boolean) =>
    `Of ${people(all)} ${tallyText(
      tally,
      isMove ? { one: 'moved', none: 'nobody moved' } : { one: 'changed', none: 'nobody changed' },
    )
      .replace(' are refused', ' were refused')
      .replace(' is refused', ' was refused')}.`,
  undone: ({ undone, left }: BulkActionView['undo']) =>
    left === 0
      ? `Taken back for ${people(undone)}.`
      : `Taken back for ${people(undone)}; ${number(left)} ${left === 1 ? 'was' : 'were'} left alone.`,
  start: (count: number) => `Start: ${people(count)}`,
  drop: 'Leave it',
  stop: 'Stop',
  goOn: 'Go on',
  undo: 'Undo',
  undoAgain: 'Undo what was done',
  progress: 'How far it is',
  reasons: 'Why',
  who: (count: number) => people(count),
  whoFor: (count: number, reason: string) => `${people(count)}: ${reason}`,
  background: 'It goes on when you leave this page.',
  failed: (failure: string) => `It failed: ${failure}`,
  title: 'Bulk actions',
  truth: (count: number, more: boolean) =>
    count === 1
      ? 'One thing was done to many contacts at once.'
      : `${number(count)}${more ? ' and more' : ''} things were done to many contacts at once.`,
  truthNone: 'Nothing was done to many contacts at once yet.',
  emptyText:
    'Choose people in the list of contacts: move them, give them an owner, set a trait. Each can be undone here.',
  toContacts: 'To the contacts',
  older: 'Older ones',
  columns: { what: 'What', state: 'State', people: 'Done', refused: 'Refused', by: 'By', at: 'When' },
  outcomes: {
    all: 'Everybody',
    done: 'Done',
    unchanged: 'Unchanged',
    refused: 'Refused',
    undone: 'Undone',
    left: 'Left alone',
  },
  outcome: 'What became of them',
  person: { name: 'Name', stage: 'Stage now', outcome: 'Outcome', reason: 'Why' },
  nobody: 'Nobody.',
} as const
