import { readFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { AppError } from '../domain/app-error.ts'
import { createFirstAdmin } from '../flows/people/first-admin.ts'
import type { Ripen } from '../flows/ripen.ts'
import { newPassword } from './user.ts'

const demoEmail = 'demo@ripen.example'

/** Makes the administrator that the settings name, where there is none yet. @throws {AppError} */
export async function makeNamedAdmin(ripen: Ripen, admin: Config['admin'], log: Logger): Promise<void> {
  if (admin === null) return
  const { email } = admin
  const password = admin.passwordFile === null ? (admin.password ?? '') : await passwordIn(admin.passwordFile)
  const made = await createFirstAdmin(ripen, { name: email.split('@')[0] ?? email, email, password })
  if (made !== null) log.info(`${email} is the first administrator`)
}

async function passwordIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error) => {
    throw new AppError('invalid_config', `RIPEN_ADMIN_PASSWORD_FILE: ${file} cannot be read.`, { cause: error })
  })
  return text.trim()
}

/** Makes somebody to look at the demo with, where nobody can sign in yet. @returns what to tell; null where somebody can */
export async function makeDemoAdmin(ripen: Ripen): Promise<string | null> {
  const password = newPassword()
  const made = await createFirstAdmin(ripen, { name: 'Demo', email: demoEmail, password })
  return made === null ? null : `Sign in as ${demoEmail} with the password ${password} (shown this one time)\n`
}
