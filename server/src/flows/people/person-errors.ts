import { AppError } from '../../domain/app-error.ts'
import { faultOfPassword } from '../../features/people/password-rules.ts'

/** Says nothing of what was wrong. */
export class WrongSignIn extends AppError {
  override name = 'WrongSignIn'
  constructor() {
    super('wrong_sign_in', 'E-mail address and password do not belong together, or may not sign in.')
  }
}

class WeakPassword extends AppError {
  override name = 'WeakPassword'
  readonly place = 'password'
  constructor(fault: string) {
    super('invalid', `The password ${fault}. Take another: some words that only you would put together.`)
  }
}

export class LinkUnusable extends AppError {
  override name = 'LinkUnusable'
  constructor(message: string) {
    super('gone', message)
  }
}

export class PersonConflict extends AppError {
  override name = 'PersonConflict'
  constructor(message: string) {
    super('conflict', message)
  }
}

export class NoSuchPerson extends AppError {
  override name = 'NoSuchPerson'
  constructor(id: string) {
    super('not_found', `There is no person ${id}.`)
  }
}

/** @throws {WeakPassword} */
export function refuseWeak(password: string, whose: { readonly email: string; readonly name: string }): void {
  const fault = faultOfPassword(password, whose)
  if (fault !== null) throw new WeakPassword(fault)
}
