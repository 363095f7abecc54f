#!/usr/bin/env node
// Plain JavaScript, because the Node that runs this may be too old for the program: then Ripen's own one runs it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', '..')
const main = join(root, 'server', 'src', 'main.ts')

if (major > 22 || (major === 22 && minor >= 18)) {
  await import(main)
} else {
  runWithOwnNode()
}

function runWithOwnNode() {
  const node = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (!existsSync(node)) {
    console.error(
      `Ripen needs Node 22.18 or newer; this is ${process.versions.node}. Run npm start once: it brings one.`,
    )
    process.exit(1)
  }
  // The channel says nothing; its end tells Ripen that we were killed.
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}
