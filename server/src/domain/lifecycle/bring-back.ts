import { isMap, parseDocument } from 'yaml'
import { removedStages } from './check-document.ts'
import type { Lifecycle } from './schema.ts'

/** Where the contacts of a stage go that a version does not have. */
export interface ProposedWay {
  readonly stage: string
  readonly to: string
}

/**
 * The text of an earlier version as the next one: stages that came since have nowhere to be, and get the nearest earlier
 * stage that is there under `migrate`. Everything else stays as it was written.
 */
export function bringBack(
  text: string,
  earlier: Lifecycle,
  present: Lifecycle,
): { readonly text: string; readonly ways: readonly ProposedWay[] } {
  const stays = new Set([...earlier.stages, ...(earlier.detours ?? [])].map(({ key }) => key))
  const ways = removedStages(earlier, present)
    .filter((stage) => earlier.migrate?.[stage] === undefined)
    .map((stage) => ({ stage, to: nearest(stage, present, earlier, stays) }))
  return { text: ways.length === 0 ? text : withWays(text, ways), ways }
}

function nearest(stage: string, present: Lifecycle, earlier: Lifecycle, stays: ReadonlySet<string>): string {
  const order = present.stages.map(({ key }) => key)
  const at = order.indexOf(stage)
  const before = order.slice(0, Math.max(0, at)).findLast((key) => stays.has(key))
  const detour = present.detours?.find(({ key }) => key === stage)
  const beside = detour === undefined ? undefined : earlier.detours?.[0]?.key
  return before ?? beside ?? earlier.stages[0]?.key ?? stage
}

function withWays(text: string, ways: readonly ProposedWay[]): string {
  const document = parseDocument(text, { version: '1.2' })
  const root = document.contents
  if (isMap(root) && root.flow !== true && !document.has('migrate')) {
    const lines = ways.map(({ stage, to }) => `  ${stage}: ${to}\n`).join('')
    return `${text.endsWith('\n') ? text : `${text}\n`}migrate:\n${lines}`
  }
  for (const { stage, to } of ways) document.setIn(['migrate', stage], to)
  return document.toString({ lineWidth: 0 })
}
