import type { BulkPeopleQuery } from '../../../../server/src/contract/bulk-actions.ts'

/** What the address of one bulk action says: whom of its people are shown. */
export interface BulkSearch {
  readonly outcome?: NonNullable<BulkPeopleQuery['outcome']>
  readonly reason?: string
}

export const outcomes = ['done', 'unchanged', 'refused', 'undone', 'left'] as const

export function readBulkSearch({ outcome, reason }: Record<string, unknown>): BulkSearch {
  const known = outcomes.find((one) => one === outcome)
  return {
    ...(known === undefined ? {} : { outcome: known }),
    ...(typeof reason === 'string' && reason !== '' ? { reason } : {}),
  }
}
