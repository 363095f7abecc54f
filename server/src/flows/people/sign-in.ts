import { HOUR, MINUTE } from '../../domain/duration.ts'
import { countAttempt, forgiveAttempt, type Limit } from '../../features/attempts/attempts.ts'
import type { AuthAnswer, Origin } from '../../features/sessions/auth.ts'
import type { Ripen } from '../ripen.ts'
import type { Entrance } from './entrance.ts'
import { WrongSignIn } from './person-errors.ts'

/** Of one address, and for one account: whoever guesses is stopped by either. */
function limitsOf(what: string, from: Origin, account: string | null): readonly Limit[] {
  const whose = account?.trim().toLowerCase()
  return [
    { of: `${what} from ${network(from.address)}`, most: 50, within: 15 * MINUTE },
    ...(whose === undefined ? [] : [{ of: `${what} for ${whose}`, most: 10, within: 15 * MINUTE }]),
  ]
}

/** Whoever has one address of version 6 has a whole network of them. */
function network(address: string): string {
  return address.includes(':') && !address.startsWith('::ffff:') ? address.split(':').slice(0, 4).join(':') : address
}

/**
 * Opens a session by address and password.
 *
 * @throws {WrongSignIn} {TooManyAttempts}
 */
export async function signIn(
  ripen: Ripen,
  entrance: Entrance,
  { email, password }: { readonly email: string; readonly password: string },
  from: Origin,
): Promise<AuthAnswer> {
  const limits = limitsOf('sign-in', from, email)
  await countAttempt(ripen.db.pool, limits, ripen.now())
  const answer = await (await entrance.auth()).signIn(email.toLowerCase(), password, from)
  if (answer === null) throw new WrongSignIn()
  await forgiveAttempt(ripen.db.pool, limits)
  return answer
}

/** Notes that somebody tries to use a link, or a present password. @throws {TooManyAttempts} */
export async function countTry(ripen: Ripen, what: string, from: Origin, account: string | null = null): Promise<void> {
  await countAttempt(ripen.db.pool, limitsOf(what, from, account), ripen.now())
}

/** Notes that a mail is asked for: five an hour to one address. @throws {TooManyAttempts} */
export async function countMail(ripen: Ripen, email: string, from: Origin): Promise<void> {
  const limits = [
    { of: `mail from ${network(from.address)}`, most: 30, within: HOUR },
    { of: `mail to ${email.trim().toLowerCase()}`, most: 5, within: HOUR },
  ]
  await countAttempt(ripen.db.pool, limits, ripen.now())
}
