import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runtimeOf } from './installation.mjs'

/** @typedef {{ name: string, commands: (root: string) => string[][] }} Gate */

const program = (/** @type {string} */ path) => join('node_modules', path)
const present = (/** @type {string} */ root, /** @type {string[]} */ folders) =>
  folders.filter((folder) => existsSync(join(root, folder)))
const hasCode = (/** @type {string} */ root, /** @type {string} */ folder) =>
  existsSync(join(root, folder)) && readdirSync(join(root, folder)).some((name) => name.endsWith('.ts'))

/** @type {Gate[]} */
export const gates = [
  {
    name: 'format and lint',
    commands: () => [[program('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '--max-diagnostics=none']],
  },
  {
    name: 'types',
    commands: (root) =>
      ['.', 'web', ...['e2e', 'embed'].filter((folder) => hasCode(root, folder))].map((project) => [
        program('typescript/bin/tsc'),
        '-p',
        project,
      ]),
  },
  {
    name: 'boundaries',
    commands: (root) => [
      [
        program('dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        ...present(root, ['server/src', 'web/src', 'embed/src', 'bench', 'e2e']),
      ],
    ],
  },
  { name: 'unused code', commands: () => [[program('knip/bin/knip.js')]] },
  { name: 'names', commands: () => [['scripts/check-names.mjs']] },
  { name: 'size', commands: () => [[program('size-limit/bin.js')]] },
]

/**
 * Runs a gate in a tree, all of its commands, and gives what they printed.
 * @param {Gate} gate
 * @param {string} root
 */
export function runGate(gate, root) {
  let passed = true
  let output = ''
  for (const command of gate.commands(root)) {
    const result = spawnSync(runtimeOf(root), command, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    })
    output += `${result.stdout}${result.stderr}`
    passed &&= result.status === 0
  }
  return { passed, output }
}
