import type {
  BetweenReport,
  CohortsReport,
  FunnelReport,
  Quantiles,
  SourcesReport,
  StagesReport,
  StepsReport,
} from '../contract/reports.ts'
import { textTable } from './text-table.ts'

const count = (number: number | null | undefined) => (number ?? 0).toLocaleString('en-US')
const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(2)} %`)
const days = (time: number | undefined) => (time === undefined ? '–' : time.toFixed(time < 10 ? 2 : 1))

/** How each report is told on a terminal. */
const tellers: Readonly<Record<string, (answer: never) => string>> = {
  funnel: tellFunnel,
  stages: tellStages,
  sources: tellSources,
  cohorts: tellCohorts,
  between: tellBetween,
  steps: tellSteps,
}

export function tellReport(name: string, answer: unknown): string {
  const tell = tellers[name]
  if (tell === undefined) throw new Error(`Nothing tells the report ${name}.`)
  return tell(answer as never)
}

function tellFunnel(answer: FunnelReport): string {
  const { stages, names, rows, by } = answer
  const [everybody] = rows
  if (by !== null)
    return [
      `People who reached each stage or a later one, by ${by}\n`,
      textTable([
        [by, ...stages.map((stage) => names[stage] ?? stage)],
        ...rows.map(({ key, counts }) => [key, ...stages.map((stage) => count(counts[stage]))]),
      ]),
      '\nPeople who entered it\n',
      textTable([
        [by, ...stages.map((stage) => names[stage] ?? stage)],
        ...rows.map(({ key, entered }) => [key, ...stages.map((stage) => count(entered[stage]))]),
      ]),
      foot(answer),
    ].join('')
  const table = stages.map((stage) => {
    const step = everybody?.steps.find(({ from }) => from === stage)
    return [
      names[stage] ?? stage,
      count(everybody?.counts[stage]),
      count(everybody?.entered[stage]),
      count(everybody?.passes[stage]),
      ...(step === undefined
        ? ['', '', '', '']
        : [percent(step.passage), percent(step.conversion), days(step.time?.median), days(step.time?.p90)]),
    ]
  })
  return [
    textTable([['Stage', 'reached', 'entered', 'passes', 'went on', 'entered next', 'median days', 'p90'], ...table]),
    methods(everybody?.steps.map(({ time }) => time) ?? []),
    foot(answer),
  ].join('')
}

function tellStages(answer: StagesReport): string {
  const { stages, rows, by, week } = answer
  const [everybody] = rows
  if (by !== null)
    return [
      textTable([
        [by, ...stages.map(({ name }) => name)],
        ...rows.map(({ key, now }) => [key, ...stages.map((stage) => count(now[stage.key]))]),
      ]),
      foot(answer),
    ].join('')
  return [
    textTable([
      ['Stage', 'now', 'in', 'out'],
      ...stages.map(({ key, name }) => [
        name,
        count(everybody?.now[key]),
        count(everybody?.in?.[key]),
        count(everybody?.out?.[key]),
      ]),
    ]),
    `Moves in and out from ${week.since} to ${week.until}.\n`,
    foot(answer),
  ].join('')
}

function tellSources(answer: SourcesReport): string {
  const { stages, names, rows, total, by } = answer
  const cells = (counts: Readonly<Record<string, number>>) => stages.map((stage) => count(counts[stage]))
  return [
    textTable([
      [by ?? 'source', ...stages.map((stage) => names[stage] ?? stage), 'share', 'conversion'],
      ...rows.map(({ key, counts, share, conversion }) => [key, ...cells(counts), percent(share), percent(conversion)]),
      ['all', ...cells(total.counts), '', percent(total.conversion)],
    ]),
    'People who reached each stage or a later one; conversion is from the first stage to the last.\n',
    foot(answer),
  ].join('')
}

function tellCohorts(answer: CohortsReport): string {
  const { from, stages, names, rows, by, times } = answer
  const keys = by === null ? [] : [by]
  return [
    textTable(
      [
        [...keys, 'month', names[from] ?? from, ...stages.map((stage) => names[stage] ?? stage)],
        ...rows.map(({ key, month, entered, reached, young }) => [
          ...(by === null ? [] : [key]),
          month,
          count(entered),
          ...stages.map((stage) => {
            const share = percent(entered === 0 ? null : (reached[stage] ?? 0) / entered)
            return `${share}${(young[stage] ?? 0) > 0 ? '*' : ' '}`
          }),
        ]),
      ],
      keys.length + 1,
    ),
    '* some of them, or all, are too young to judge: younger than nine of ten were when they got there.\n',
    methods(stages.map((stage) => times[stage] ?? null)),
    foot(answer),
  ].join('')
}

function tellBetween({ from, to, people, n, earlier, time }: BetweenReport): string {
  const lines = [`${count(people)} contacts have ${from}, and ${count(n)} of them ${to} too.`]
  if (earlier > 0) lines.push(`${count(earlier)} had ${to} before ${from}: a time below zero.`)
  if (time !== null)
    lines.push(
      `Days between: median ${time.median}, quartiles ${time.q1} and ${time.q3}, p90 ${time.p90}, mean ${time.mean}, least ${time.least}, most ${time.most}.`,
      'Quartiles by the exclusive method, from every single time.',
    )
  return lines.map((line) => `${line}\n`).join('')
}

function tellSteps({ rows, contacts, events, steps, more }: StepsReport): string {
  return [
    textTable(
      [
        ['from', 'to', 'count', 'share'],
        ...rows.map((row) => [row.from, row.to, count(row.count), percent(row.share)]),
      ],
      2,
    ),
    `${count(steps)} steps between ${count(events)} events of ${count(contacts)} contacts.\n`,
    more > 0 ? `${count(more)} further sorts of steps are left out.\n` : '',
  ].join('')
}

function methods(times: readonly (Quantiles | null)[]): string {
  const used = new Set(times.flatMap((time) => time?.method ?? []))
  return [
    used.has('exclusive') ? 'Times below 100,000 are looked at one by one (exclusive method).\n' : '',
    used.has('histogram') ? 'Times of 100,000 and more come from a histogram, within 5 %.\n' : '',
  ].join('')
}

function foot({
  counting,
  more,
  since,
  until,
  zone,
}: Pick<FunnelReport, 'counting' | 'more' | 'since' | 'until' | 'zone'>): string {
  const period =
    since === null && until === null
      ? ''
      : `From ${since ?? 'the beginning'} to ${until ?? 'now'}, months in ${zone}.\n`
  const left = more > 0 ? `${count(more)} further keys with fewer people are left out.\n` : ''
  const late =
    counting === null
      ? ''
      : `Being counted: ${count(counting.done)} of ${count(counting.total)}. The figures are incomplete until then.\n`
  return period + left + late
}
