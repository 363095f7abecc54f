import type { Command } from 'commander'

export function registerRestore(program: Command): void {
  program.command('restore')
}
