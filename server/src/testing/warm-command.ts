// Runs one command after the other in a process that has read their code already. See `warm-ripen.ts`.
import { runCommand } from '../command-line.ts'
import { END } from './warm-ripen.ts'

interface Asked {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

// Both in one, so that they come in the order in which they were written.
process.stderr.write = process.stdout.write.bind(process.stdout)

process.on('message', async ({ args, env }: Asked) => {
  Object.assign(process.env, env)
  process.exitCode = 0
  await runCommand(args)
  process.stdout.write(`${END}${process.exitCode}\n`)
})
