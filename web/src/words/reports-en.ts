import type { Period } from '../pages/reports/period.ts'
import type { ReportName } from '../pages/reports/reports-search.ts'
import { number } from './en.ts'

const people = (count: number): string => `${number(count)} ${count === 1 ? 'person' : 'people'}`

const periodNames: Readonly<Record<Period, string>> = {
  this: 'This month',
  last: 'Last month',
  '3m': 'Last 3 months',
  '6m': 'Last 6 months',
  '12m': 'Last 12 months',
  '24m': 'Last 24 months',
  all: 'All time',
}

/** "in the last 12 months": a period within a sentence. */
const periodPhrases: Readonly<Record<Period, string>> = {
  this: 'this month',
  last: 'last month',
  '3m': 'in the last 3 months',
  '6m': 'in the last 6 months',
  '12m': 'in the last 12 months',
  '24m': 'in the last 24 months',
  all: 'so far',
}

const reportTitles: Readonly<Record<ReportName, string>> = {
  funnel: 'Funnel',
  stages: 'Stages',
  sources: 'Sources',
  cohorts: 'Cohorts',
  between: 'Between',
  steps: 'Steps',
}

/** Every word of the reports, in English. */
export const reportWords = {
  title: 'Reports',
  navigation: 'Reports',
  titles: reportTitles,
  people,
  controls: {
    period: 'Period',
    periods: periodNames,
    otherMonths: 'Other months …',
    since: 'From',
    until: 'To',
    anyMonth: 'any month',
    track: 'Track',
    by: 'Broken down by',
    notBroken: 'Everybody',
  },
  periodPhrase: (period: Period) => periodPhrases[period],
  unfinished: (month: string) => `${month} is not over: its numbers will still grow.`,
  counting: (done: string, total: string) =>
    `All contacts are being counted anew: ${done} of ${total} so far. Until then the numbers are too low.`,
  more: (count: number, by: string) =>
    `${number(count)} more ${count === 1 ? 'value' : 'values'} of ${by.toLowerCase()}, with fewer people, ${count === 1 ? 'is' : 'are'} left out.`,
  empty: 'Nobody to count yet',
  emptyHere: 'Nobody in this period',
  emptyPeriod: 'Nobody entered a stage in this period. Choose a longer one, or all time.',
  emptyEver: 'Reports count people by the stages that they entered. Send events or import a history first.',
  showAll: 'Show all time',
  toContacts: 'Go to the contacts',
  table: 'The numbers',
  showEvery: (count: number) => `Show all ${number(count)}`,
  showFew: 'Show the largest only',
  median: 'Median',
  quartiles: 'Quartiles',
  quartileText: (low: string, high: string) => `${low} – ${high}`,
  p90: '90 % within',
  times: (n: number) => `${number(n)} ${n === 1 ? 'time' : 'times'} measured`,
  roughly: 'From a histogram, within 5 %',
  funnel: {
    truth: (entered: string, stage: string, when: string) => `${entered} entered ${stage} ${when}`,
    truthNext: (share: string, stage: string) => `${share} became ${stage}`,
    truthTime: (time: string) => `in ${time} by the median`,
    truthYoung: (count: number) => `${number(count)} of them came too lately to judge.`,
    truthEarly: 'It is too early to judge them.',
    truthNobody: (stage: string, when: string) => `Nobody entered ${stage} ${when}.`,
    view: 'Count',
    views: { period: 'What happened in the period', cohort: 'Who came in the period' },
    viewHints: {
      period: 'Each stage counts the people who first entered or reached it in the period, whenever they came.',
      cohort: (stage: string) =>
        `Everyone who first entered ${stage} in the period, and how far they have come until today.`,
    },
    cohortOf: 'Who entered',
    steps: 'Steps of the funnel',
    reached: 'reached',
    entered: 'entered',
    legendEntered: 'entered the stage',
    legendReached: 'reached it, or a later one without it',
    wentOn: (from: string, to: string) => `of those in ${from} reached ${to} afterwards`,
    took: (time: string) => `in ${time}`,
    columns: {
      stage: 'Stage',
      reached: 'Reached',
      entered: 'Entered',
      passes: 'Entries',
      wentOn: 'Reached the next',
      lost: 'Not so far',
    },
    ofCohort: 'Of all',
    youngColumn: 'Too young',
    passesHint: (passes: string, entered: string) => `${passes} entries by ${entered}`,
    byTitle: (dimension: string) => `By ${dimension.toLowerCase()}`,
    byTable: (dimension: string) => `Who went on, by ${dimension.toLowerCase()}`,
    byNote: 'Bars show how many of those who reached the first stage shown reached each further one.',
    leak: {
      title: 'Where most is lost',
      segment: (step: string, group: string, dimension: string) => `${step}, ${dimension.toLowerCase()} ${group}: `,
      since: (step: string) => `${step}: `,
      wentOn: ' went on',
      whereas: (group: string) => `; of ${group} `,
      did: ' did',
      earlier: (months: number) => `; in the ${months === 1 ? 'month' : `${number(months)} months`} before, `,
      avoidable: (count: number) => ` That is ${people(count)}, put low.`,
      judged: (when: string) => `Looked at ${when}; who came later cannot be judged yet.`,
      none: 'No step is clearly worse than in the months before, and no segment clearly worse than the best one.',
      tooFew: 'The period is too short to name a leak: who came in the last two months cannot be judged yet.',
    },
  },
  stages: {
    truth: (all: string, week: string) => `${all} in the stages. ${week}`,
    moved: (into: string, count: string) => `Most moves of the last 7 days went into ${into}: ${count}.`,
    still: 'Nobody moved in the last 7 days.',
    caption: (since: string, until: string) => `Now, and moves from ${since} to ${until}`,
    columns: { stage: 'Stage', now: 'Now', share: 'Share', in: 'Moves in', out: 'Moves out', net: 'Net' },
    detours: 'Beside the way',
    movedIn: 'moves in during the last 7 days',
    movedOut: 'moves out during the last 7 days',
    now: 'now',
    twice:
      'Moves of the last 7 days are counted one by one; a person who moved twice stands once in the list behind them.',
  },
  sources: {
    kind: 'Source',
    kinds: { source: 'First touch', tipping: 'Tipping touch', origin: 'Origin' },
    kindHints: {
      source: 'Where people first came from.',
      tipping: 'The latest touch within 30 days before the stage was entered.',
      origin: 'How people came to be known: as the sender or the import says.',
    },
    truthMost: (source: string, share: string, stage: string) =>
      `${source} brought most: ${share} who reached ${stage}`,
    truthBest: (source: string, share: string, stage: string) =>
      `; ${source} brought the best: ${share} reached ${stage}.`,
    count: 'Count',
    counts: { entered: 'Entered', reached: 'Reached' },
    to: 'Conversion to',
    columns: { share: 'Share', conversion: (stage: string) => `To ${stage}` },
    total: 'Together',
    conversionHint: (first: string, last: string) =>
      `Who reached ${last}, of those who reached ${first}, both in the period.`,
  },
  cohorts: {
    from: 'Who entered',
    to: 'Chart',
    truth: (share: string, from: string, when: string, to: string) =>
      `${share} who entered ${from} ${when} reached ${to}`,
    truthTime: (time: string) => `, half of them within ${time}.`,
    truthNobody: (from: string, when: string) => `Nobody entered ${from} ${when}.`,
    month: 'Month',
    entered: 'Entered',
    reached: (stage: string) => `reached ${stage}`,
    soFar: 'so far',
    young: (young: number, entered: number, days: string) =>
      `${number(young)} of ${number(entered)} came less than ${days} ago, in which 9 of 10 do it: too young to judge.`,
    neverYet: 'Nobody has come so far yet, so that nobody can be judged.',
    legendYoung: 'Hatched: some are too young to judge, the share will still grow.',
    medianRow: 'Half within',
    p90Row: '90 % within',
    chart: (from: string, to: string) => `Share of those who entered ${from} that reached ${to}, by month of entry`,
    chartNote:
      'Bars: where the true share lies 90 times of 100. Hollow points: some are too young to judge, so the share will still grow.',
    interval: (low: string, high: string) => `likely ${low} to ${high}`,
  },
  between: {
    from: 'From the first',
    to: 'to the first',
    submit: 'Show',
    hint: 'The name of an event, a kind (page, traits), or won, lost, open for a deal.',
    choose: 'Choose two events',
    chooseAdvice:
      'It shows how long people took from their first event of one sort to their first of another, such as from the first page to a deal that was won.',
    truth: (n: string, from: string, to: string, time: string) =>
      `${n} with “${from}” also have “${to}”, ${time} later by the median.`,
    truthEarlier: (n: string, from: string, to: string, time: string) =>
      `${n} with “${from}” also have “${to}”, ${time} earlier by the median.`,
    nobody: (from: string) => `Nobody has “${from}” in this period.`,
    noneBoth: (people: string, from: string, to: string) => `None of the ${people} with “${from}” has “${to}”.`,
    earlier: (count: number, to: string) =>
      `${people(count)} had “${to}” first: their times are below zero, and counted so.`,
    spread: 'Spread of the times',
    least: 'Shortest',
    most: 'Longest',
    mean: 'Mean',
    q1: 'A quarter within',
    q3: 'Three quarters within',
    n: 'People with both',
    all: 'People with the first',
    row: 'What',
    value: 'Value',
  },
  steps: {
    truth: (from: string, to: string, share: string) => `Most often “${to}” follows “${from}”: ${share}.`,
    base: (steps: string, contacts: string) => `${steps} steps of ${contacts}`,
    opens: (from: string, to: string) => `times ${to} followed ${from}: open the people`,
    kinds: 'Events',
    everyKind: 'What people do',
    kindNames: {
      page: 'Pages',
      track: 'Named events',
      conversion: 'Forms',
      communication: 'E-mails, calls, meetings',
      opportunity: 'Deals',
      handoff: 'Handoffs',
    } as Readonly<Record<string, string>>,
    columns: { from: 'After', to: 'comes', count: 'Times', share: 'Share of all' },
    none: 'No two events follow one another here',
    noneAdvice: 'In this period no contact has two events of this sort. Choose a longer period, or other events.',
    more: (shown: number, more: number) =>
      `The ${number(shown)} commonest; ${number(more)} other sorts of steps are rarer.`,
    showMore: 'Show more',
  },
} as const
