import { Command } from 'commander'
import { registerBackup } from './cli/backup.ts'
import { registerContacts } from './cli/contacts.ts'
import { registerDemo } from './cli/demo.ts'
import { registerDoctor } from './cli/doctor.ts'
import { exitWith } from './cli/exit.ts'
import { registerImport } from './cli/import.ts'
import { registerKey } from './cli/key.ts'
import { registerLifecycle } from './cli/lifecycle.ts'
import { registerLifecycleDraft } from './cli/lifecycle-draft.ts'
import { registerLifecyclePlan } from './cli/lifecycle-plan.ts'
import { registerLifecycleTest } from './cli/lifecycle-test.ts'
import { registerLifecycleWhatIf } from './cli/lifecycle-what-if.ts'
import { registerReplay } from './cli/replay.ts'
import { registerReport } from './cli/report.ts'
import { registerRestore } from './cli/restore.ts'
import { registerSegment } from './cli/segment.ts'
import { registerStart, type StartApp } from './cli/start.ts'
import { registerImports } from './cli/undo-import.ts'
import { registerUser } from './cli/user.ts'
import { registerWhy } from './cli/why.ts'

const program = new Command('ripen').description('Moves leads through their lifecycle and says why.')

// The app is loaded when it starts: other commands need nothing of it, and begin twice as fast without.
const startApp: StartApp = async (parts) => (await import('./app.ts')).startApp(parts)
registerStart(program, startApp)
registerDemo(program, startApp)
registerWhy(program)
registerReplay(program)
registerReport(program)
const lifecycle = registerLifecycle(program)
registerLifecycleTest(lifecycle)
registerLifecyclePlan(lifecycle)
registerLifecycleDraft(lifecycle)
registerLifecycleWhatIf(lifecycle)
registerImport(program)
registerImports(program)
registerContacts(program)
registerSegment(program)
registerKey(program)
registerUser(program)
registerBackup(program)
registerRestore(program)
registerDoctor(program)

await program.parseAsync().catch(exitWith)
