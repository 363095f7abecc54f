import type { Message } from '../message.ts'

export type Path = readonly (string | number)[]

/** Something wrong with a document, and where. */
export interface Fault {
  readonly path: Path
  readonly message: Message
}

/** Something that a document may say but that is likely a mistake, or that is kept but not yet in effect. */
export interface Notice extends Fault {
  readonly level: 'warning' | 'not_yet_in_effect'
}
