// A gate that has never failed proves nothing. This plants faults in a copy of the tree, runs every gate
// there and names the faults that went unseen.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gates, runGate } from './gates.mjs'

const plants = {
  'server/src/domain/canary-node.ts':
    "import { readFileSync } from 'node:fs'\nexport const canaryNode = readFileSync\n",
  'server/src/domain/canary-clock.test.ts': "import '../db/canary-base.ts'\n",
  'server/src/contract/canary.ts': "import '../flows/canary-a.ts'\n",
  'server/src/db/canary-base.ts': "import '../features/canary-one/one.ts'\nimport '../integrations/canary.ts'\n",
  'server/src/integrations/canary.ts': "import '../config.ts'\nexport const canaryIntegration = 1\n",
  'server/src/features/canary-one/one.ts': "import '../canary-two/two.ts'\nimport '../../flows/canary-a.ts'\n",
  'server/src/features/canary-two/two.ts': "import 'fast-check'\nimport './nowhere.ts'\n",
  'server/src/flows/canary-a.ts': "import './canary-b.ts'\nimport '../http/canary.ts'\n",
  'server/src/flows/canary-b.ts': "import './canary-a.ts'\nimport 'pg'\nimport 'graphile-worker'\n",
  'server/src/http/canary.ts':
    "import '../workers/canary.ts'\nimport '../testing/canary.ts'\nimport '../demo/canary.ts'\n",
  'server/src/workers/canary.ts': "import '../domain/canary-clock.test.ts'\nimport '../../../web/src/canary.ts'\n",
  'server/src/demo/canary.ts': "import '../db/canary-base.ts'\nexport const canaryDemo = 1\n",
  'server/src/testing/canary.ts': 'export const canaryTesting = 1\n',
  'web/src/canary.ts': "import '../../server/src/db/canary-base.ts'\nexport const wrong: string = 1\n",
  'server/src/canary-types.ts': 'export const first = (list: string[]): string => list[0]\n',
  'server/src/canary-lint.ts': 'export const loose = (value: any) => { return value as any; };\n',
  'server/src/canary-long.ts': `export const long = [\n${'  1,\n'.repeat(310)}]\n`,
  'server/src/helpers/canary.ts': 'export const canaryHelper = 1\n',
  'server/src/domain/canary-global.ts': 'export const canaryGlobal = () => process.pid\n',
}

/**
 * What each gate has to say about the faults.
 * @param {string} copy
 * @returns {Record<string, RegExp[]>}
 */
function expectations(copy) {
  /** @type {{ forbidden: { name: string }[] }} */
  const config = createRequire(import.meta.url)(join(copy, '.dependency-cruiser.cjs'))
  return {
    'format and lint': [
      /canary-lint\.ts.*noExplicitAny/,
      /canary-lint\.ts format/,
      /canary-long\.ts.*noExcessiveLinesPerFile/,
      /canary-global\.ts.*noRestrictedGlobals/,
    ],
    types: [/canary-types\.ts.*TS2322/, /web\/src\/canary\.ts.*TS2322/],
    boundaries: config.forbidden.map(({ name }) => new RegExp(`error ${name}: .*canary`)),
    'unused code': [/canary-types\.ts/, /fast-check|nowhere\.ts/],
    names: [
      /canary-path\.md:1: names a path/,
      /package-lock\.json:\d+: names a registry/,
      /helpers\/canary\.ts: a name/,
    ],
    size: [/exceeded/i],
  }
}

/**
 * @param {string} root
 * @returns {string[]}
 */
export function findSilentGates(root) {
  const copy = join(realpathSync(mkdtempSync(join(tmpdir(), 'ripen-canary-'))), 'tree')
  try {
    copyTree(root, copy)
    plantFaults(copy)
    const expected = expectations(copy)
    return gates.flatMap((gate) => {
      const { passed, output } = runGate(gate, copy)
      const silent = (expected[gate.name] ?? [/never/]).filter((pattern) => !pattern.test(output))
      if (passed) return [`${gate.name}: passed`]
      return silent.map((pattern) => `${gate.name}: said nothing like ${pattern}`)
    })
  } finally {
    rmSync(dirname(copy), { recursive: true, force: true })
  }
}

/**
 * @param {string} root
 * @param {string} copy
 */
function copyTree(root, copy) {
  mkdirSync(copy)
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  for (const file of files.toString().split('\0')) {
    if (file !== '' && existsSync(join(root, file))) cpSync(join(root, file), join(copy, file))
  }
  cpSync(join(root, 'web/dist'), join(copy, 'web/dist'), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir')
  execFileSync('git', ['init', '-q'], { cwd: copy })
}

/** @param {string} copy */
function plantFaults(copy) {
  const plant = (/** @type {string} */ file, /** @type {string} */ text) => {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    writeFileSync(join(copy, file), text)
  }
  for (const [file, text] of Object.entries(plants)) plant(file, text)
  plant('canary-path.md', `See ${copy}/notes.\n`)
  plant('package-lock.json', `${readFileSync(join(copy, 'package-lock.json'), 'utf8')}  "resolved": "https://a/b"\n`)
  plant('.size-limit.mjs', readFileSync(join(copy, '.size-limit.mjs'), 'utf8').replace(/limit: '.*?'/, "limit: '1 B'"))
  // The incremental state of the real tree must not answer for this one.
  const settings = readFileSync(join(copy, 'tsconfig.json'), 'utf8').replace(
    '"incremental": true',
    '"incremental": false',
  )
  plant('tsconfig.json', settings.replace(/,\s*"tsBuildInfoFile": "[^"]*"/, ''))
  const web = readFileSync(join(copy, 'web/tsconfig.json'), 'utf8')
  plant('web/tsconfig.json', web.replace(/,\s*"tsBuildInfoFile": "[^"]*"/, ''))
  const e2e = readFileSync(join(copy, 'e2e/tsconfig.json'), 'utf8')
  plant('e2e/tsconfig.json', e2e.replace(/,\s*"tsBuildInfoFile": "[^"]*"/, ''))
}
