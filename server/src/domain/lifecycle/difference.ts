import type { Message } from '../message.ts'
import type { Path } from './fault.ts'

/** One thing that differs between two documents. */
export interface Difference {
  readonly change: 'added' | 'removed' | 'changed'
  /** Where it stands in the newer document; of what was removed, in the older. */
  readonly path: Path
  readonly message: Message
}

/** Where one is, by path and in the words of the document: a stage by its key, an exit by where it leads. */
export interface Spot {
  readonly path: Path
  readonly place: readonly string[]
}
