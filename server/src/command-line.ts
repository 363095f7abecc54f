import { Command } from 'commander'
import { exitWith } from './cli/exit.ts'
import type { StartApp } from './cli/start.ts'

// The app is loaded when it starts: other commands need nothing of it, and begin twice as fast without.
const startApp: StartApp = async (parts) => (await import('./app.ts')).startApp(parts)

/** Does what a command line asks for; `process.exitCode` says whether it went well. */
export async function runCommand(args: readonly string[]): Promise<void> {
  const program = new Command('ripen').description('Moves leads through their lifecycle and says why.')
  const commands = commandsOf(program)
  // Reading the code of all commands takes longer than most of them work: one that is named is read alone.
  const [name = ''] = args
  const asked = Object.hasOwn(commands, name) ? commands[name] : undefined
  for (const register of asked === undefined ? Object.values(commands) : [asked]) await register()
  await program.parseAsync(args, { from: 'user' }).catch(exitWith)
}

/** Each command by its name, in the order of the help. */
function commandsOf(program: Command): Readonly<Record<string, () => Promise<void>>> {
  return {
    start: async () => (await import('./cli/start.ts')).registerStart(program, startApp),
    demo: async () => (await import('./cli/demo.ts')).registerDemo(program, startApp),
    why: async () => (await import('./cli/why.ts')).registerWhy(program),
    replay: async () => (await import('./cli/replay.ts')).registerReplay(program),
    report: async () => (await import('./cli/report.ts')).registerReport(program),
    lifecycle: () => registerLifecycleCommands(program),
    import: async () => (await import('./cli/import.ts')).registerImport(program),
    imports: async () => (await import('./cli/undo-import.ts')).registerImports(program),
    contacts: async () => (await import('./cli/contacts.ts')).registerContacts(program),
    segment: async () => (await import('./cli/segment.ts')).registerSegment(program),
    key: async () => (await import('./cli/key.ts')).registerKey(program),
    user: async () => (await import('./cli/user.ts')).registerUser(program),
    backup: async () => (await import('./cli/backup.ts')).registerBackup(program),
    restore: async () => (await import('./cli/restore.ts')).registerRestore(program),
    doctor: async () => (await import('./cli/doctor.ts')).registerDoctor(program),
  }
}

async function registerLifecycleCommands(program: Command): Promise<void> {
  const lifecycle = (await import('./cli/lifecycle.ts')).registerLifecycle(program)
  const { registerLifecycleTest } = await import('./cli/lifecycle-test.ts')
  registerLifecycleTest(lifecycle)
  const { registerLifecyclePlan } = await import('./cli/lifecycle-plan.ts')
  registerLifecyclePlan(lifecycle)
  const { registerLifecycleDraft } = await import('./cli/lifecycle-draft.ts')
  registerLifecycleDraft(lifecycle)
  const { registerLifecycleWhatIf } = await import('./cli/lifecycle-what-if.ts')
  registerLifecycleWhatIf(lifecycle)
}
