import { Command } from 'commander'
import { registerBackup } from './cli/backup.ts'
import { registerDoctor } from './cli/doctor.ts'
import { exitWith } from './cli/exit.ts'
import { registerRestore } from './cli/restore.ts'
import { registerStart } from './cli/start.ts'

const program = new Command('ripen').description('Moves leads through their lifecycle and says why.')

registerStart(program)
registerBackup(program)
registerRestore(program)
registerDoctor(program)

await program.parseAsync().catch(exitWith)
