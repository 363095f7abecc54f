import { AppError } from '../domain/app-error.ts'
import type { Caller } from './permissions.ts'

export class NotFound extends AppError {
  override name = 'NotFound'
  constructor(message: string) {
    super('not_found', message)
  }
}

export class NoSuchContact extends NotFound {
  override name = 'NoSuchContact'
  constructor(id: string) {
    super(`There is no contact ${id}.`)
  }
}

export class Conflict extends AppError {
  override name = 'Conflict'
  constructor(message: string) {
    super('conflict', message)
  }
}

/** Neither a key nor a session. */
export class NobodyAsks extends AppError {
  override name = 'NobodyAsks'
  constructor(given: boolean) {
    super(
      'unauthenticated',
      given
        ? 'This key is not known, or no longer valid.'
        : 'Sign in, or send a key as Bearer token: the app makes them under Settings, `ripen key create` too.',
    )
  }
}

export class NotPermitted extends AppError {
  override name = 'NotPermitted'
  constructor(caller: Caller) {
    super(
      'not_allowed',
      caller.by === 'key'
        ? `A ${caller.kind} key may not do this.`
        : `This is not for people with the role ${caller.role}. An administrator can give you another.`,
    )
  }
}

/** A page of somebody else asks in the name of whoever looks at it. */
export class ForeignPage extends AppError {
  override name = 'ForeignPage'
  constructor() {
    super('not_allowed', 'This request does not come from a page of this Ripen.')
  }
}

export class SetUpElsewhere extends AppError {
  override name = 'SetUpElsewhere'
  constructor() {
    super(
      'not_allowed',
      'The first administrator is set up on the machine that Ripen runs on: open Ripen there, or run `ripen user create`.',
    )
  }
}

export class WrongHost extends AppError {
  override name = 'WrongHost'
  constructor(host: string) {
    super(
      'wrong_host',
      `Ripen does not serve its pages under the name ${host.slice(0, 200)}. Use http://localhost, or set RIPEN_URL to the address by which people reach it.`,
    )
  }
}

export class ConditionMissing extends AppError {
  override name = 'ConditionMissing'
  constructor() {
    super(
      'precondition_required',
      'Say which version you changed: If-Match with the ETag of GET /api/v1/lifecycle, or If-None-Match: * for the very first.',
    )
  }
}

/** A change of something that people edit says which version it is of. */
export class VersionMissing extends AppError {
  override name = 'VersionMissing'
  constructor(read: string) {
    super('precondition_required', `Say which version you changed: If-Match with the ETag of ${read}.`)
  }
}

export class AccountChangedMeanwhile extends AppError {
  override name = 'AccountChangedMeanwhile'
  constructor(version: number) {
    super(
      'precondition_failed',
      `The account was changed in the meantime (it has the ETag "a${version}" now). Read it again and repeat your change.`,
    )
  }
}

export class ChangedMeanwhile extends AppError {
  override name = 'ChangedMeanwhile'
  /** What the version in force changed since the one that the draft was made from. */
  readonly differences: readonly string[]

  constructor(head: number | null, differences: readonly string[]) {
    super(
      'precondition_failed',
      head === null
        ? 'No lifecycle is published yet: send If-None-Match: * for the very first.'
        : `Version ${head} was published in the meantime. Compare it with yours and publish again.`,
    )
    this.differences = differences
  }
}

/** A what-if has to know whose people to compare. */
export class NoSuchStage extends AppError {
  override name = 'NoSuchStage'
  constructor(asked: string | null, stages: readonly string[]) {
    super(
      'unprocessable',
      `${asked === null ? 'Neither lifecycle has a stage mql or one with a volume.' : `There is no stage ${asked}.`} Say whose people to compare; there are ${stages.join(', ')}.`,
    )
  }
}

/** A lifecycle document that is not right, with each fault in words. */
export class FaultyLifecycle extends AppError {
  override name = 'FaultyLifecycle'
  readonly faults: readonly unknown[]

  constructor(faults: readonly { readonly line: number; readonly column: number; readonly text: string }[]) {
    const [first] = faults
    super(
      'unprocessable',
      first === undefined
        ? 'The lifecycle is not valid.'
        : `Line ${first.line}, column ${first.column}: ${first.text}${faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''}`,
    )
    this.faults = faults
  }
}

export class PartTooLarge extends AppError {
  override name = 'PartTooLarge'
  constructor(most: number) {
    super('too_large', `A part may have ${most.toLocaleString('en')} bytes here. Send the file in smaller parts.`)
  }
}

export class IdempotencyKeyUnusable extends AppError {
  override name = 'IdempotencyKeyUnusable'
}
