import { AppError } from '../../domain/app-error.ts'
import type { RejectionReason } from '../../domain/incoming.ts'

interface Fault {
  readonly reason?: RejectionReason
  readonly place?: string
  readonly cause?: unknown
}

/** The body as a whole cannot be read. */
export class UnreadableBody extends AppError {
  override name = 'UnreadableBody'
  readonly reason: RejectionReason
  readonly place: string

  constructor(message: string, { reason = 'invalid_json', place = '', cause }: Fault = {}) {
    super('invalid', message, { cause })
    this.reason = reason
    this.place = place
  }
}

export class BodyTooLarge extends AppError {
  override name = 'BodyTooLarge'
  constructor(limit: number) {
    super('too_large', `A request may have ${limit} bytes, unpacked. Send several smaller ones.`)
  }
}

export class TooManyMessages extends AppError {
  override name = 'TooManyMessages'
  constructor(limit: number, given: number) {
    super('too_large', `A request may bring ${limit} messages; this one has ${given}. Send several smaller ones.`)
  }
}

export class UnknownEncoding extends AppError {
  override name = 'UnknownEncoding'
  constructor(encoding: string) {
    super('unsupported', `The content encoding "${encoding.slice(0, 80)}" is none of gzip, deflate, br and identity.`)
  }
}

export class UnknownKey extends AppError {
  override name = 'UnknownKey'
  constructor(given: boolean) {
    super(
      'unauthenticated',
      given
        ? 'This key is not known, or no longer valid.'
        : 'Send a key: as user name of Basic, as Bearer token, in the header X-Write-Key, or as `writeKey` in the body.',
    )
  }
}

export class KeyMayNotSend extends AppError {
  override name = 'KeyMayNotSend'
  constructor(message: string) {
    super('not_allowed', message)
  }
}

/** More was sent than can be written just now. */
export class Overloaded extends AppError {
  override name = 'Overloaded'
  readonly retryAfterSeconds: number

  constructor(seconds: number) {
    super(
      'overloaded',
      'More arrives than can be written at the moment. Nothing of this request was taken: send it again.',
    )
    this.retryAfterSeconds = Math.max(1, Math.ceil(seconds))
  }
}

/** The database cannot be reached, or cannot write. */
export class Unavailable extends AppError {
  override name = 'Unavailable'
  readonly retryAfterSeconds = 5

  constructor(options?: ErrorOptions) {
    super(
      'unavailable',
      'The database does not answer. Send the request again: what was taken is not taken twice.',
      options,
    )
  }
}
