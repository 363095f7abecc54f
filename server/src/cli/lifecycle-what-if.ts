import type { Command } from 'commander'
import type { WhatIfView } from '../contract/what-if.ts'
import { AppError } from '../domain/app-error.ts'
import { whatIf } from '../flows/what-if.ts'
import { contactsBar } from './contacts-bar.ts'
import { printFaults, readDocument } from './lifecycle.ts'
import { tellReason } from './tell-why.ts'
import { withRipen } from './with-ripen.ts'

interface Options {
  readonly since?: string
  readonly until?: string
  readonly stage?: string
  readonly json?: boolean
}

export function registerLifecycleWhatIf(lifecycle: Command): void {
  lifecycle
    .command('what-if')
    .description('walk the whole history under a document and under the one in force, and compare')
    .argument('<file>')
    .option('--since <month>', 'count from this month on, such as 2026-01 (default: from the beginning)', month)
    .option('--until <month>', 'count up to the end of this month (default: the present one)', month)
    .option('--stage <key>', 'the stage whose people are compared (default: mql, else the first with a volume)')
    .option('--json', 'print as JSON')
    .action(compare)
}

async function compare(file: string, { since, until, stage, json }: Options): Promise<void> {
  const document = await readDocument(file)
  await withRipen('lifecycle what-if', async (ripen) => {
    const bar = contactsBar()
    const done = await whatIf(ripen, { document, since, until, stage, onProgress: bar.show }).finally(bar.clear)
    switch (done.outcome) {
      case 'faults':
        return printFaults(file, done.faults, json)
      case 'no_lifecycle':
        throw new AppError('no_version', 'No lifecycle is published yet.')
      case 'no_stage':
        throw new AppError('invalid', noStage(done))
      case 'compared':
        process.stdout.write(json ? `${JSON.stringify(done.view)}\n` : tellWhatIf(done.view))
    }
  })
}

function noStage({ asked, stages }: { readonly asked: string | null; readonly stages: readonly string[] }): string {
  const what = asked === null ? 'Neither has a stage mql or one with a volume.' : `There is no stage ${asked}.`
  return `${what} Say with --stage whose people to compare; there are ${stages.join(', ')}.`
}

/** A what-if as text. */
function tellWhatIf(view: WhatIfView): string {
  const { stage, version, since, until, kept, dropped, added, orphaned, contacts } = view
  const lines = [
    `The histories of ${contacts} contacts under version ${version} and under the candidate${period(since, until)}:`,
    ...(view.differences.length === 0 ? ['  Nothing differs.'] : view.differences.map(({ text }) => `  ${text}`)),
    ...view.notices.filter(({ level }) => level === 'warning').map(({ text }) => `  Note: ${text}`),
    '',
    `Into ${stage}: ${kept} kept, ${dropped} dropped, ${added} added.`,
    ...view.later.map(tellLater),
    '',
    ...table(['month', 'now', 'candidate'], monthRows(view)),
    '',
    ...table(
      ['stage', 'entered now', 'candidate', 'reached now', 'candidate'],
      view.stages.map(({ stage: key, current, candidate }) => [
        key,
        current.entered,
        candidate.entered,
        current.reached,
        candidate.reached,
      ]),
    ),
    ...tellPeople('Dropped', view.people.dropped),
    ...tellPeople('Added', view.people.added),
    ...(orphaned === 0
      ? []
      : ['', `${orphaned} moves by people are not followed: the contact is not where they say, under the candidate.`]),
  ]
  return lines.map((line) => `${line.trimEnd()}\n`).join('')
}

function period(since: string | null, until: string | null): string {
  if (until === null) return since === null ? '' : `, from ${since} on`
  return since === null ? `, up to ${until}` : `, from ${since} to ${until}`
}

function tellLater({ stage, kept, dropped, added, estimate }: WhatIfView['later'][number]): string {
  const facts = `  ${stage}: ${kept} of the kept and ${dropped} of the dropped reached it`
  if (estimate === null) return `${facts}; ${added} of the added did anyway. Too few were kept for an estimate.`
  const weak = estimate.trust === 'weak' ? ', on little ground' : ''
  return `${facts}; of the ${estimate.people} added ${added} did anyway, and ${estimate.low} to ${estimate.high} would (estimate, ${Math.round(estimate.level * 100)} %${weak}).`
}

function monthRows({ current, candidate, stage }: WhatIfView): (readonly (string | number)[])[] {
  const [now, then] = [current[stage] ?? {}, candidate[stage] ?? {}]
  const months = [...new Set([...Object.keys(now), ...Object.keys(then)])].sort()
  return months.map((one) => [one, now[one] ?? 0, then[one] ?? 0])
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const all = [head, ...rows].map((row) => row.map(String))
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)
  return all.map((row) => `  ${row.map(cell).join('  ')}`)
}

function tellPeople(title: string, people: WhatIfView['people']['added']): string[] {
  if (people.length === 0) return []
  return [
    '',
    `${title}, the newest:`,
    ...people
      .slice(0, 3)
      .flatMap(({ id, name, email, enteredNow, enteredThen, explanation, otherwise }) => [
        `  ${[name, email].filter((part) => part !== null).join(', ') || id}  ${(enteredThen ?? enteredNow ?? '').slice(0, 10)}`,
        ...(explanation === null ? [] : tellReason(explanation, 2)),
        ...(otherwise === null ? [] : ['    and under the other:', ...tellReason(otherwise, 2)]),
      ]),
  ]
}

function month(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text))
    throw new AppError('invalid', `${text} is no month: they are written like 2026-01.`)
  return text
}
