import { Presets, SingleBar } from 'cli-progress'
import { type Command, InvalidArgumentError } from 'commander'
import type { Db } from '../../db/open.ts'
import { ZONE } from '../../demo/year.ts'
import { localDay } from '../../domain/calendar/zone.ts'
import { DAY } from '../../domain/duration.ts'
import { createKey, revokeKey } from '../../features/keys/keys.ts'
import { type Poured, pourDemo } from './pour.ts'
import { createRipenApi } from './ripen-api.ts'

/** What is asked of the demo on a command line. */
export interface DemoWishes {
  readonly seed: number
  /** Days since 1970-01-01; null: the day before today. */
  readonly until: number | null
  readonly people: number
  readonly force: boolean
}

/** What the demo is without any wishes. */
export const usualDemo: DemoWishes = { seed: 1, until: null, people: 6000, force: false }
const MOST_PEOPLE = 1_000_000

export function addDemoOptions(command: Command): Command {
  return command
    .option('--seed <number>', 'another seed, another company', wholeNumber(0, 2 ** 31), usualDemo.seed)
    .option('--people <number>', 'how many people come to its site', wholeNumber(10, MOST_PEOPLE), usualDemo.people)
    .option('--until <date>', 'last day of the year, as 2026-05-31 (default: yesterday)', day)
}

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const number = Number(text)
    if (Number.isInteger(number) && number >= least && number <= most) return number
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
  }
}

function day(text: string): number {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text || at < Date.UTC(1990) || at >= Date.now())
    throw new InvalidArgumentError('It must be a day that is over, written like 2026-05-31.')
  return at / DAY
}

interface Place {
  readonly db: Db
  readonly url: string
  readonly signal: AbortSignal
  readonly now: () => number
}

/** Fills the Ripen at this address with the demo, by a key of its own that ends with it. */
export async function fillWithDemo(place: Place, { until, ...wishes }: DemoWishes): Promise<Poured> {
  const { db, now, signal, url } = place
  const lastDay = until ?? localDay(ZONE, now()) - 1
  const made = await createKey(db.pool, { name: 'Demo', kind: 'full', historical: true }, now())
  const bar = progressBar(wishes.people)
  try {
    return await pourDemo(createRipenApi(url, made.key, signal), { ...wishes, lastDay, onProgress: bar.add })
  } finally {
    bar.clear()
    await revokeKey(db.pool, made.id, now())
  }
}

/** Shown on a terminal only. */
function progressBar(people: number) {
  if (!process.stderr.isTTY) return { add: () => {}, clear: () => {} }
  const bar = new SingleBar(
    { format: '{bar} {percentage} % | {value} of {total} people', clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  )
  bar.start(people, 0)
  return { add: (more: number) => bar.increment(more), clear: () => bar.stop() }
}

export function tellPoured({ people, events, rejected, rulings }: Poured): string {
  const refused = rejected === 0 ? '' : ` ${rejected} messages were not taken; the page Rejected says why.`
  const moved = rulings === 0 ? '' : ` ${rulings} of them were moved by hand today.`
  return `The demo is in: the year of ${people} people in ${events} events.${moved}${refused}\ndocs/demo.md says what to look for.\n`
}
