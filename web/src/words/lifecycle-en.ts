import type { PublishEffect } from '../../../server/src/contract/lifecycle.ts'
import type { PlanView } from '../../../server/src/contract/what-if.ts'
import { number } from './en.ts'

const people = (count: number): string => `${number(count)} ${count === 1 ? 'person' : 'people'}`
const contacts = (count: number): string => `${number(count)} ${count === 1 ? 'contact' : 'contacts'}`

const needs: Readonly<Record<PlanView['needs'], string>> = {
  refold: 'Scores or aggregates change: all histories are folded anew, in the background.',
  decide: 'Criteria change: contacts are decided again, in the background.',
  nothing: 'Only words change: nobody is decided again.',
}

const comparisons: Readonly<Record<string, string>> = {
  at_least: 'at least',
  at_most: 'at most',
  more_than: 'more than',
  less_than: 'less than',
  below: 'below',
  above: 'above',
  points: 'points',
  cap: 'most points',
  per_month: 'wanted a month',
}

interface Effect {
  readonly stage: string
  readonly before: number
  readonly after: number
  readonly kept: number
  readonly dropped: number
  readonly added: number
}

type Directions = Pick<PlanView, 'forward' | 'back' | 'beside'>

/** Every word of the lifecycle's page, in English. */
export const lifecycleWords = {
  title: 'Lifecycle',
  people,
  truth: (version: number) => `Version ${number(version)} is in force`,
  truthSince: ', published ',
  truthPlaced: (placed: number) => `; ${contacts(placed)} ${placed === 1 ? 'stands' : 'stand'} in its stages.`,
  refold: (done: number, total: number) =>
    `Contacts are being brought to this version: ${number(done)} of ${number(total)} so far.`,
  refoldBar: 'Contacts brought to the new version',
  tabs: {
    map: 'Map',
    stages: 'Stages',
    scores: 'Scores',
    more: 'More',
    document: 'Document',
    plan: 'Plan',
    'what-if': 'What-if',
    versions: 'Versions',
  },
  navigation: 'Views of the lifecycle',
  overtaken: (base: number, head: number) =>
    `Version ${number(head)} was published since this draft was begun from version ${number(base)}. Plan and what-if compare with the new one.`,
  noDraft: 'Nothing is changed yet',
  noDraftAdvice: 'Change a threshold or the document: what follows from it appears here while you edit.',
  toDocument: 'Go to the document',
  faulty: 'The draft has faults',
  faultyAdvice: 'Mend them in the document first. Until then nothing can be computed.',
  document: {
    label: 'Lifecycle as YAML',
    faults: (count: number) => `${number(count)} ${count === 1 ? 'fault' : 'faults'}`,
    kept: 'The draft is shared: whoever may change the lifecycle can open it. It stays until it is published or discarded.',
  },
  thresholds: {
    title: 'Thresholds',
    hint: 'The numbers that decide. A change here changes that number in the document and nothing else.',
    none: 'The document has no thresholds, or cannot be read at the moment.',
    find: 'Find a threshold',
    sections: {
      stages: 'Stages',
      detours: 'Detours',
      define: 'Named criteria',
      segments: 'Segments',
      exclude: 'Exclusions',
      scores: 'Scores',
    },
    comparison: (comparison: string, isGrade: boolean) =>
      isGrade ? `${comparison} from` : (comparisons[comparison] ?? comparison.replaceAll('_', ' ')),
    owner: (owner: string) => owner.replaceAll(/[_-]+/g, ' '),
    about: (about: readonly string[]) => about.map((part) => part.replaceAll(/[_.]+/g, ' ')).join(', '),
    score: (name: string) => `${name} score`,
    was: (value: number) => `was ${number(value)}`,
    line: (line: number) => `Line ${number(line)}`,
    reset: (label: string) => `Set back: ${label}`,
  },
  bar: {
    label: 'Effect of the draft',
    draft: (version: number) => `Draft of version ${number(version)}.`,
    computing: 'Being computed …',
    faults: (count: number) => `It has ${number(count)} ${count === 1 ? 'fault' : 'faults'}.`,
    now: (count: number) => (count === 0 ? 'Now: nobody would move.' : `Now: ${people(count)} would move.`),
    history: ({ stage, before, after }: Effect) => `Whole history: ${number(before)} → ${number(after)} ${stage}`,
    kept: (count: number, reached: number | null, stage: string) =>
      `; kept ${number(count)}${reached === null ? '' : `, of whom ${number(reached)} became ${stage}`}`,
    dropped: (count: number, reached: number | null) =>
      `; dropped ${number(count)}${reached === null || count === 0 ? '' : `, of whom ${number(reached)} did`}`,
    added: (count: number, low: number | null, high: number | null) =>
      `; added ${number(count)}${low === null || high === null ? '' : `, estimate ${low === high ? number(low) : `${number(low)}–${number(high)}`}`}.`,
    unknown: 'The effect is not known: ',
    publish: 'Publish …',
    discard: 'Discard',
    discarded: 'The draft was discarded.',
    undo: 'Undo',
  },
  plan: {
    truth: (moving: number, looked: number) =>
      moving === 0
        ? `Nobody of ${contacts(looked)} would move.`
        : `${people(moving)} of ${contacts(looked)} would move.`,
    isPlan:
      'This is the plan: what publishing now would do from the present on. What-if is the other question: what would have happened had this always been in force.',
    differences: 'What changes',
    noDifferences: 'Nothing but the way it is written.',
    needs: (need: PlanView['needs']) => needs[need],
    moves: 'Who would move',
    movesNote: 'A few of each are shown, with what their history fulfils.',
    columns: { from: 'From', to: 'To', people: 'People' },
    count: (count: number) => number(count),
    flow: (move: string, count: number) => `${move}: ${people(count)}`,
    noStage: 'No stage',
    asNumbers: 'The moves as numbers',
    moreOfThem: (count: number) => `and ${number(count)} more, who fulfil the same`,
    from: (from: string | null, to: string) => `${from ?? 'No stage'} → ${to}`,
    why: 'Why',
    nobody: 'Nobody known by name',
    removed: 'Removed stages',
    removedText: (stage: string, standing: number, to: string) =>
      `${stage}: ${people(standing)} ${standing === 1 ? 'stands' : 'stand'} there and would go to ${to}.`,
    notices: 'Notes',
    asOf: (ms: number) => `Computed in ${number(ms)} ms of processor time.`,
  },
  whatIf: {
    truth: ({ stage, before, after }: Effect) =>
      `${number(before)} → ${number(after)} people who entered ${stage}, had this draft always been in force.`,
    isWhatIf:
      'This is the what-if: everybody’s history walked twice from its beginning, once by the version in force and once by the draft. It moves nobody; what publishing does now is the plan.',
    stage: 'Compared stage',
    since: 'From',
    sinceAll: 'the beginning',
    until: 'To',
    untilNow: 'now',
    base: 'Measured against',
    conversion: (from: string, stage: string) => `${stage} for each hundred ${from}, by month`,
    conversionNote: (from: string, stage: string) =>
      `Entries into ${stage} against the entries into ${from} of the same month; where these are fewer than 30, the point is hollow.`,
    unfinished: 'The last month is not over yet.',
    nobodyThen: 'Nobody entered it in this time, under either of them.',
    ofBase: (from: string, which: string) => `of ${from}, ${which}`,
    part: (count: number, all: number) =>
      all < 30 ? `${number(count)} of ${number(all)}` : `${Math.round((1000 * count) / all) / 10} % of ${number(all)}`,
    chart: (stage: string) => `Entries into ${stage} by month`,
    chartTable: (stage: string) => `Entries into ${stage} by month, as numbers`,
    current: 'In force',
    candidate: 'Draft',
    month: 'Month',
    change: 'Change',
    stages: 'Entered and reached, by stage',
    stagesNote: 'Entered counts entries; reached counts people who came to the stage or a later one.',
    columns: {
      stage: 'Stage',
      entered: 'Entered',
      enteredThen: 'with the draft',
      reached: 'Reached',
      reachedThen: 'with the draft',
    },
    unchanged: 'no change',
    compared: (stage: string) => `Who would be ${stage}`,
    kept: (count: number) => `${number(count)} kept`,
    keptHint: 'by both',
    dropped: (count: number) => `${number(count)} dropped`,
    droppedHint: 'only by the version in force',
    added: (count: number) => `${number(count)} added`,
    addedHint: 'only by the draft',
    later: 'What became of them',
    laterNote:
      'For kept and dropped people this is fact, from the ledger. For added ones it is an estimate, learnt from the kept people with the same grade: nobody has worked them.',
    laterColumns: { stage: 'Became', kept: 'of the kept', dropped: 'of the dropped', added: 'of the added (estimate)' },
    of: (reached: number, all: number) => `${number(reached)} of ${number(all)}`,
    share: (reached: number, all: number) => (all < 30 ? '' : `${Math.round((100 * reached) / all)} %`),
    estimate: (low: number, high: number, level: number, likely: number) =>
      `${low === high ? number(low) : `${number(low)}–${number(high)}`} (${Math.round(level * 100)} % sure; likely ${number(likely)})`,
    weak: 'weak: few to learn from',
    anyway: (count: number) => `${number(count)} came there anyway, by another way`,
    noEstimate: 'too few kept to learn from',
    nobodyAdded: 'nobody added',
    examples: 'Examples',
    enters: (stage: string) => `Enters ${stage}`,
    entered: (stage: string) => `Entered ${stage}`,
    butDraft: 'Under the draft at that moment',
    butForce: 'Under the version in force at that moment',
    noExamples: 'None.',
    grade: (grade: string) => `grade ${grade}`,
    orphaned: (count: number, now: number) =>
      `${number(count)} ${count === 1 ? 'move' : 'moves'} made by people would not fit the draft any more (${number(now)} today): the contact would not be where the move begins.`,
    engine: { walk: 'by the walk', snapshot: 'by the snapshot' },
    asOf: (ms: number, how: string) => `Computed ${how} in ${number(ms)} ms of processor time.`,
  },
  versions: {
    caption: 'Published versions, newest first',
    columns: { version: 'Version', message: 'What changed', by: 'By', at: 'When' },
    inForce: 'in force',
    noMessage: 'No words were given.',
    older: 'Load older',
  },
  publish: {
    title: (version: number) => `Publish version ${number(version)}`,
    effect: 'What it does now',
    message: 'What has changed, for the list of versions',
    placeholder: 'MQL from 45 points on: sales has room for more',
    submit: (moving: number | null) =>
      moving === null || moving === 0 ? 'Publish' : `Publish and move ${people(moving)}`,
    waiting: 'The plan is being computed …',
    done: (version: number) => `Version ${number(version)} is in force.`,
    same: 'Nothing was published: it is the version in force.',
    refused: 'Not published',
    conflict: 'Changed by others meanwhile',
    conflictAdvice:
      'Your draft does not contain these changes. Close this panel and bring it onto the newest version first.',
    moreChanges: (count: number) => `and ${number(count)} more`,
    choose: 'What becomes of people who are in a stage',
    effects: {
      keep: {
        name: 'They stay where they are',
        means: 'The new version decides from now on. Nobody is moved back; whoever meets its criteria now moves on.',
      },
      restate: {
        name: 'They are moved to where this version would have put them',
        means:
          'As if this version had always been in force: Ripen goes through everybody’s history and moves whoever would be in another stage, forward or back. These moves start no clocks, and reports do not count them as entries of that day.',
      },
    } satisfies Record<PublishEffect, { name: string; means: string }>,
    counting: 'Being counted …',
    countedWhenChosen: 'Counted when you choose it, since it goes through everybody’s history.',
    nobody: 'Nobody would move.',
    directions: ({ forward, back, beside }: Directions) =>
      `Would move: ${[
        forward === 0 ? null : `${number(forward)} forward`,
        back === 0 ? null : `${number(back)} back`,
        beside === 0 ? null : `${number(beside)} into or out of a detour`,
      ]
        .filter((said) => said !== null)
        .join(', ')}.`,
    stays: {
      opportunity: (count: number) => `${people(count)} would stand elsewhere, and stay: an opportunity is open.`,
      handoff: (count: number) => `${people(count)} would stand elsewhere, and stay: a handoff is open.`,
      no_stage: (count: number) => `${people(count)} would be in no stage, and stay where they are.`,
      orphaned: (count: number) =>
        `${number(count)} ${count === 1 ? 'move' : 'moves'} by hand would not be followed: they name a stage in which the contact would not have been.`,
    },
    needsRestate: 'Ripen goes through everybody’s history again, in the background.',
  },
} as const
