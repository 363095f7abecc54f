import type { Query, QueryKey } from '@tanstack/react-query'
import type { LiveHint } from '../../../../server/src/contract/live.ts'

/** Which answers a hint makes old, by how their keys begin. */
const makesOld: Readonly<Record<Exclude<LiveHint['what'], 'ready' | 'contact'>, readonly QueryKey[]>> = {
  stages: [
    ['home'],
    ['contacts', 'list'],
    ['contacts', 'board'],
    ['lifecycle', 'stages'],
    ['reports'],
    ['accounts'],
    ['segments'],
  ],
  contacts: [['home'], ['contacts', 'list'], ['lifecycle', 'stages'], ['duplicates'], ['segments']],
  proposals: [['home']],
  import: [['home'], ['imports']],
  bulk: [
    ['bulk', 'list'],
    ['bulk', 'one'],
  ],
  lifecycle: [['home'], ['lifecycle'], ['contacts'], ['proposals'], ['segments']],
  drafts: [['home'], ['drafts'], ['proposals']],
  rejected: [['home'], ['rejected-messages']],
}

/** Lists of which more pages were loaded are not read anew under whoever scrolls in them. */
const MOST_PAGES = 2

/** Whether an answer is to be read anew after some hints. */
export function isOld({ queryKey, state }: Pick<Query, 'queryKey' | 'state'>, hints: readonly LiveHint[]): boolean {
  if (hasManyPages(state.data)) return false
  return hints.some((hint) => {
    if (hint.what === 'ready') return false
    const keys = hint.what === 'contact' ? [['contacts', 'one', hint.id]] : makesOld[hint.what]
    return keys.some((key) => key.every((part, at) => queryKey[at] === part))
  })
}

export function hasManyPages(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages)
    ? data.pages.length > MOST_PAGES
    : false
}
