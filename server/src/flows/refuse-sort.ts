import { type ContactsQuery, NO_STAGE } from '../contract/contacts.ts'
import { AppError } from '../domain/app-error.ts'
import { isDoor } from './open-door.ts'

const ordered = ['q', 'email', 'id', 'where', 'segment'] as const

/** Refuses an order that a list cannot be given: what is searched or filtered has one of its own. */
export function refuseSort(query: ContactsQuery): void {
  if (query.sort !== 'since') return
  const other = ordered.find((word) => query[word] !== undefined)
  if (other === undefined && !isDoor(query) && query.stage !== NO_STAGE) return
  throw new AppError(
    'invalid',
    `\`sort\` is for the list of all contacts or of a stage${other === undefined ? '' : `, and has no meaning beside \`${other}\``}.`,
  )
}
