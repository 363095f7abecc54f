import type { WhyView } from '../../../server/src/contract/why.ts'

const whole = new Intl.NumberFormat('en')
const number = (amount: number): string => whole.format(amount)
const counted = (amount: number, one: string): string => `${number(amount)} ${one}${amount === 1 ? '' : 's'}`

type ThresholdUse = WhyView['scores'][string]['thresholds'][number]['uses'][number]['use']

/** What the page of one contact says beside its story. */
export const contactWords = {
  older: 'Load older',
  newer: 'Load newer',
  machine: 'by a machine',
  stored: 'As it was sent',
  lookOn: 'Look further back',
  lookedUpTo: (day: string) => `Looked back to ${day}.`,
  folded: (folded: number, events: number) =>
    `${number(events)} events in all. Points are listed one by one for the newest ${number(folded)}; what came before is one sum.`,
  // Scores.
  scoreOf: (points: string, cap: string) => `${points} of at most ${cap} points`,
  score: 'Score',
  group: 'Where points come from',
  now: 'Now',
  atMost: (cap: number) => `at most ${number(cap)}`,
  earlier: (points: string, since: string | null) => `${points} from before ${since ?? 'that'}`,
  earlierWhole: 'Earlier, in one sum',
  counted: (points: number) =>
    `Criteria count ${number(points)} of them: those of the present pass through the stages.`,
  clipped: (sum: string, cap: string) => `Together ${sum}; a score has at most ${cap}.`,
  faded: (points: string) => `${points} faded`,
  cut: (points: string) => `${points} cut by the cap`,
  listed: (shown: number) => `The newest ${number(shown)} contributions`,
  curve: (name: string) => `${name}: the last 90 days, and the next 60 if nothing happens`,
  curveToday: 'today',
  thresholds: 'Where that matters',
  uses: {
    entry: (stage: string) => `${stage} asks for them`,
    exit: (stage: string) => `an exit of ${stage} looks at them`,
    level: (stage: string, level: string) => `level ${level} of ${stage} asks for them`,
    exclusion: (stage: string) => `an exclusion to ${stage} looks at them`,
    grade: (_: string, sign: string) => `grade ${sign} begins`,
  } satisfies Record<ThresholdUse, (stage: string, sign: string) => string>,
  until: (when: string) => `falls below ${when} if nothing happens`,
  stays: 'reached, and does not fade',
  missing: (points: number) => `${number(points)} more needed`,
  // What is open, and what to do.
  next: 'Next',
  open: 'Open',
  deal: (id: string) => `Deal “${id}”`,
  dealStates: { open: 'open', won: 'won', lost: 'lost' },
  closed: 'Closed deals',
  nothingOpen: 'No deal is open.',
  guidance: (stage: string) => `In ${stage}`,
  noGuidance: (stage: string) => `The lifecycle says nothing yet of what to do in ${stage}.`,
  addGuidance: 'Say it in the lifecycle',
  ownerOf: (owner: string) => `${owner} answers for it.`,
  following: (stage: string) => `Next stage: ${stage}.`,
  wakes: (when: string) => `Time alone may move it next ${when}.`,
  // Where it came from.
  touches: 'Where it came from',
  first: 'First touch',
  latest: 'Latest touch',
  tipping: (stage: string) => `Tipped to ${stage} by`,
  noTouch: 'No visit told where it came from.',
  recent: (count: number) => `${number(count)} ${count === 1 ? 'touch' : 'touches'} of the newest events`,
  // Named criteria.
  named: 'Who it is to us',
  meets: 'meets',
  missed: 'does not meet',
  unknownNamed: 'Cannot be told: no rule of the lifecycle uses it, and this history is too long to go through.',
  reasons: (name: string) => `Why: ${name}`,
  // Path.
  earlierMoves: (count: number) => `${counted(count, 'earlier move')} not shown`,
  voidedStep: 'taken back',
  // Facts.
  showAll: (size: string) => `Show all ${size}`,
  showLess: 'Show less',
  size: (characters: number) => `${number(characters)} characters`,
} as const
