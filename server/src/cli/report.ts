import { type Command, Option } from 'commander'
import { AppError } from '../domain/app-error.ts'
import { dimensions } from '../domain/reports/dimensions.ts'
import { countChanges } from '../flows/count-reports.ts'
import type { Report } from '../flows/reports/report.ts'
import { reports } from '../flows/reports/reports.ts'
import { tellReport } from './tell-report.ts'
import { withRipen } from './with-ripen.ts'

export function registerReport(program: Command): void {
  program
    .command('report')
    .description('what became of everybody: ripen report funnel --by source')
    .argument('<name>', reports.map(({ name, says }) => `${name}: ${says}`).join('; '))
    .addOption(new Option('--by <dimension>', 'break it down').choices(dimensions))
    .option('--since <month>', 'first month that counts, as 2026-01')
    .option('--until <month>', 'last month that counts')
    .option('--values <number>', 'of a break-down: most keys that are shown (default: 50)')
    .option('--track <key>', 'the track (default: the first)')
    .option('--from <stage or event>', 'of cohorts: the stage whose entries make them; of between: the first event')
    .option('--to <event>', 'of between: the second event')
    .option('--kinds <kinds>', 'of steps: kinds of events that count, with commas between')
    .option('--limit <number>', 'of steps: most rows')
    .option('--json', 'print as JSON')
    .action(report)
}

async function report(name: string, { json, ...words }: { json?: boolean } & Record<string, string>): Promise<void> {
  const found = reports.find((one) => one.name === name)
  if (found === undefined)
    throw new AppError(
      'invalid',
      `There is no report “${name}”. There is ${reports.map((one) => one.name).join(', ')}.`,
    )
  const query = readQuery(found, words)
  await withRipen('report', async (ripen) => {
    // Where Ripen does not run, nobody else counts.
    await countChanges(ripen)
    const answer = await found.show(ripen, query)
    process.stdout.write(json ? `${JSON.stringify(answer)}\n` : tellReport(name, answer))
  })
}

function readQuery({ name, query }: Report, words: Readonly<Record<string, string>>) {
  const strange = Object.keys(words).find((word) => !(word in query.shape))
  if (strange !== undefined) {
    const known = Object.keys(query.shape).map((word) => `--${word}`)
    throw new AppError('invalid', `The report ${name} does not take --${strange}. It takes ${known.join(', ')}.`)
  }
  const read = query.safeParse(words)
  if (read.success) return read.data
  throw new AppError(
    'invalid',
    read.error.issues
      .map(({ path, message }) =>
        path[0] !== undefined && words[String(path[0])] === undefined
          ? `The report ${name} needs --${path.join('.')}.`
          : `--${path.join('.')}: ${message}.`,
      )
      .join(' '),
  )
}
