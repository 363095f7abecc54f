import type { Message } from '../message.ts'

/** A fault of settings that only the whole document can show (an unknown list, stage or score). */
export interface SettingsFault {
  readonly path: readonly (string | number)[]
  readonly message: Message
}

/** What a document has, for criteria that name parts of it. */
export interface Names {
  readonly lists: readonly string[]
  readonly scores: readonly string[]
  /** Stages and detours. */
  readonly stages: readonly string[]
  /** Stages without detours. */
  readonly progress: readonly string[]
  readonly levels: readonly string[]
  readonly defined: readonly string[]
  readonly segments: readonly string[]
  readonly checklists: readonly string[]
  readonly tracks: readonly string[]
  readonly grade: boolean
}
