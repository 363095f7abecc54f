// The server, restarted when its files change, and the web app with hot reload at port 4801.
import { spawn } from 'node:child_process'

const programs = [
  ['--watch-path=server/src', 'server/src/main.ts', 'start'],
  ['node_modules/vite/bin/vite.js', 'web'],
].map((args) => spawn(process.execPath, args, { stdio: 'inherit' }))

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    for (const program of programs) program.kill(signal)
  })
}
for (const program of programs) {
  program.on('exit', (code) => {
    for (const other of programs) other.kill('SIGTERM')
    process.exitCode ??= code ?? 0
  })
}
