import { AppError } from '../domain/app-error.ts'

/** Ends the program with 1: an expected error is one sentence on stderr, anything else is shown with its stack. */
export function exitWith(error: unknown): void {
  if (error instanceof AppError) process.stderr.write(`${error.message}\n`)
  else console.error(error)
  process.exitCode = 1
}
