import type { ContactPage } from '../../../../server/src/contract/contacts.ts'

const WEEK = 7 * 86_400_000

/** How many changed stage in the last seven days, as far as the loaded pages tell: the newest come first. */
export function changedLately(
  pages: readonly Pick<ContactPage, 'items' | 'next'>[],
  now: number,
): { readonly count: number; readonly exact: boolean } {
  const times = pages.flatMap(({ items }) => items.map(({ since }) => (since === null ? null : Date.parse(since))))
  const recent = times.filter((time) => time !== null && time > now - WEEK).length
  const reachedOlder = times.some((time) => time === null || time <= now - WEEK)
  return { count: recent, exact: reachedOlder || (pages.at(-1)?.next ?? null) === null }
}
