import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../server/src/db/open.ts'
import type { JsonObject } from '../server/src/domain/json.ts'
import { createPrograms } from '../server/src/features/lifecycle/programs.ts'
import { keepSegments } from '../server/src/flows/segments/keep-segments.ts'
import { createSegment, showSegments } from '../server/src/flows/segments/manage-segments.ts'
import { quietLog } from '../server/src/testing/quiet-log.ts'
import { NOW } from './million.ts'

/** By a score, by a score in a stage, by behaviour, and by behaviour of few. */
const SEGMENTS: Readonly<Record<string, JsonObject>> = {
  bench_scored: { score: { engagement: { at_least: 13 } } },
  bench_scored_mql: { all: [{ stage: 'mql' }, { score: { engagement: { at_least: 13 } } }] },
  bench_did: { did: { any_of: ['Content Downloaded', 'Webinar Attended'] } },
  bench_few: { all: [{ stage: 'customer' }, { did: { event: 'Webinar Attended', within: '60d' } }] },
}

/** Filters that columns answer, as a list takes them: of a third of everybody to twenty people. */
export const WHERE: Readonly<Record<string, JsonObject>> = {
  'by two stages': { stage: ['mql', 'sal'] },
  'by a source': { source: 'podcast' },
  'by a trait': { 'traits.lastName': 'Keller' },
  'by several columns': { all: [{ stage: { reached: 'mql' } }, { 'traits.lastName': 'Keller' }, { source: 'google' }] },
  'by a rare trait': { 'traits.company': 'Company 1234' },
}

/** Saves the segments, and waits until everybody was looked at. @returns how many are in each */
export async function saveSegments(
  db: Db,
  segments: Readonly<Record<string, JsonObject>> = SEGMENTS,
  now = NOW,
): Promise<Readonly<Record<string, number | null>>> {
  const ripen = { db, log: quietLog(), programs: createPrograms(), now: () => now }
  const known = new Set((await showSegments(ripen)).map(({ key }) => key))
  for (const [key, where] of Object.entries(segments))
    if (!known.has(key)) await createSegment(ripen, { key, name: key, note: '', where }, 'system')
  for (;;) {
    const shown = await showSegments(ripen)
    if (shown.every(({ state }) => state === 'ready'))
      return Object.fromEntries(shown.map(({ key, count }) => [key, count]))
    if ((await keepSegments(ripen)) === 0) await sleep(20)
  }
}

export const segmentKeys = Object.keys(SEGMENTS)
