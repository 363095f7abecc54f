import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Reading the code costs most of a short command: what was read once is kept, where the folder may be written to.
enableCompileCache(process.env['NODE_COMPILE_CACHE'] ?? join(import.meta.dirname, '../../node_modules/.cache/compiled'))
const { runCommand } = await import('./command-line.ts')
await runCommand(process.argv.slice(2))
