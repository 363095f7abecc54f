// Every gate, then the proof that each of them can fail. The same here and in CI.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findSilentGates } from './canaries.mjs'
import { gates, runGate } from './gates.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
let failed = 0

for (const gate of gates) {
  report(gate.name, () => {
    const { passed, output } = runGate(gate, root)
    return passed ? undefined : output
  })
}
report('canaries', () => {
  const silent = findSilentGates(root)
  return silent.length === 0 ? undefined : `A planted fault went unseen:\n${silent.join('\n')}`
})
process.stdout.write(`${gates.length + 1 - failed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1

/**
 * @param {string} name
 * @param {() => string | undefined} findProblem
 */
function report(name, findProblem) {
  const start = Date.now()
  const problem = findProblem()
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  process.stdout.write(`${problem === undefined ? '✓' : '✗'} ${name} (${seconds} s)\n${problem ?? ''}`)
  if (problem !== undefined) failed++
}
