import { createHash } from 'node:crypto'
import { canonical } from '../../domain/json.ts'
import { type Message, message } from '../../domain/message.ts'
import type { TalliedReason, Tally } from '../../features/bulk/bulk-actions.ts'

/** Reasons that are told apart; what comes beyond is counted together. */
const MOST_REASONS = 50

/** Adds what became of some people to the counts. */
export function tallied(
  { counts, reasons }: Tally,
  outcomes: readonly { readonly outcome: string; readonly reason: Message | null }[],
): Tally {
  const sums = new Map(Object.entries(counts))
  const found = new Map(reasons.map((one): [string, TalliedReason] => [reasonKey(one.reason), one]))
  for (const { outcome, reason } of outcomes) {
    sums.set(outcome, (sums.get(outcome) ?? 0) + 1)
    if (reason === null) continue
    const told = found.has(reasonKey(reason)) || found.size < MOST_REASONS ? reason : message('bulk.other_reasons')
    const key = reasonKey(told)
    found.set(key, { reason: told, count: (found.get(key)?.count ?? 0) + 1 })
  }
  return {
    counts: Object.fromEntries(sums),
    reasons: [...found.values()].sort((a, b) => b.count - a.count),
  }
}

/** A short name of a reason, the same wherever it is told. */
export function reasonKey({ key, values }: Message): string {
  return createHash('sha256').update(canonical({ key, values })).digest('hex').slice(0, 16)
}
