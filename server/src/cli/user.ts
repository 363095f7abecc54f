import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { EmailAddress, PersonName, type Role } from '../contract/people.ts'
import { roles } from '../contract/sign-in-rules.ts'
import { AppError } from '../domain/app-error.ts'
import { findPersonByEmail, listPeople } from '../features/people/people.ts'
import { addPerson } from '../flows/people/add-person.ts'
import { setPassword } from '../flows/people/reset-password.ts'
import { withRipen } from './with-ripen.ts'

/** What the command line is called in the audit log. */
const byCommand = { user: 'cli', name: 'command line' } as const
const DAYS = 10

export function registerUser(program: Command): void {
  const user = program.command('user').description('the people who sign in')
  user
    .command('create')
    .description('add somebody who signs in with a password; without --password-stdin one is made and shown')
    .requiredOption('--email <address>', 'to sign in with')
    .requiredOption('--name <name>', 'as others see it')
    .addOption(new Option('--role <role>', 'what this person may do').choices([...roles]).default('viewer'))
    .option('--team <team...>', "keys of the lifecycle's teams", [])
    .option('--password-stdin', 'read the password from standard input')
    .option('--json', 'print as JSON')
    .action(create)
  user.command('list').description('list everybody').option('--json', 'print as JSON').action(list)
  user
    .command('reset-password')
    .description('give somebody another password, and end every session of this person')
    .requiredOption('--email <address>', 'of this person')
    .option('--password-stdin', 'read the password from standard input')
    .option('--json', 'print as JSON')
    .action(resetPassword)
}

interface Created {
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly team: readonly string[]
  readonly passwordStdin?: true
  readonly json?: true
}

async function create({ email, name, role, team, passwordStdin, json }: Created): Promise<void> {
  const given = parsed(z.object({ email: EmailAddress, name: PersonName }), { email, name })
  const { password, made } = await choosePassword(passwordStdin)
  await withRipen('user create', async (ripen) => {
    const person = await addPerson(ripen, { ...given, role, teams: team, password }, byCommand)
    const { id } = person
    process.stdout.write(
      json
        ? `${JSON.stringify({ id, ...given, role, teams: team, ...(made ? { password } : {}) })}\n`
        : `${given.email} can sign in as ${role}.\n${made ? `Password: ${password}\nIt is shown this one time.\n` : ''}`,
    )
  })
}

async function list({ json }: { json?: true }): Promise<void> {
  await withRipen('user list', async ({ db }) => {
    const items = await listPeople(db.pool)
    const lines = items.map(({ email, name, role, teams, deactivatedAt, lastSeenAt }) =>
      [
        email,
        name,
        [role, ...teams].join(', '),
        deactivatedAt === null ? (lastSeenAt?.slice(0, DAYS) ?? 'never seen') : 'shut out',
      ].join('  '),
    )
    process.stdout.write(json ? `${JSON.stringify({ items })}\n` : lines.map((line) => `${line}\n`).join(''))
  })
}

interface Reset {
  readonly email: string
  readonly passwordStdin?: true
  readonly json?: true
}

async function resetPassword({ email, passwordStdin, json }: Reset): Promise<void> {
  const { password, made } = await choosePassword(passwordStdin)
  await withRipen('user reset-password', async (ripen) => {
    const person = await findPersonByEmail(ripen.db.pool, email.trim())
    if (person === null)
      throw new AppError('no_person', `Nobody has the address ${email}. \`ripen user list\` shows everybody.`)
    await setPassword(ripen, person.id, password, { by: byCommand })
    process.stdout.write(
      json
        ? `${JSON.stringify({ id: person.id, ...(made ? { password } : {}) })}\n`
        : `${person.email} has another password.\n${made ? `Password: ${password}\nIt is shown this one time.\n` : ''}`,
    )
  })
}

/** What stands in a command line can be seen by others, so a password never does. */
async function choosePassword(fromStdin: true | undefined): Promise<{ password: string; made: boolean }> {
  if (!fromStdin) return { password: newPassword(), made: true }
  if (process.stdin.isTTY) process.stderr.write('Password, then Enter and Ctrl-D:\n')
  return { password: (await text(process.stdin)).replace(/\r?\n$/, ''), made: false }
}

/** Twenty-four signs that nobody guesses, in groups that can be read to somebody. */
export function newPassword(): string {
  return (randomBytes(15).toString('base64url').replace(/[-_]/g, 'x').match(/.{5}/g) ?? []).join('-')
}

function parsed<T>(schema: z.ZodType<T>, given: unknown): T {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  throw new AppError(
    'invalid',
    read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`).join(' '),
  )
}
