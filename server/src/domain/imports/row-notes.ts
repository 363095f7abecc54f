import type { Message } from '../message.ts'

/** What is noticed in a row and hinders nothing; counted over the file by what it is about. */
export type NoticeCode = 'unknown_stage' | 'clock_gap' | 'clock_twice' | 'zone_assumed' | 'address'

/** What comes up while one row is read. */
export interface RowNotes {
  /** Why the row cannot be taken; the first is told. */
  readonly problems: Message[]
  notice(code: NoticeCode, about: string): void
}
