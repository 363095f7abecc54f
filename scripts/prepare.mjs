// Makes a clone ready: installs what the lock asks for, builds what is stale. npm runs it before start, test
// and the like, on whatever Node is there (20 or newer), so it is plain JavaScript without dependencies.
// Words: `build` for the web app, `browser` for a Chromium to test with.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser } from './browser.mjs'
import {
  copyApiReference,
  findPlatformProblem,
  findRuntimeProblem,
  isInstalled,
  linkPostgresLibraries,
  runtimeOf,
} from './installation.mjs'
import { takeTurn } from './turn.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamps = join(root, 'node_modules/.cache/ripen')
const webParts = ['web', 'server/src/contract', 'server/src/domain', 'package-lock.json']
const notSources = new Set(['node_modules', 'dist'])

class SetUpStopped extends Error {}

try {
  await prepare(new Set(process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof SetUpStopped)) throw error
  say(error.message)
  process.exitCode = 1
}

async function prepare(/** @type {Set<string>} */ wanted) {
  const unknown = [...wanted].filter((word) => word !== 'build' && word !== 'browser')
  if (unknown.length > 0) stop(`prepare knows the words build and browser, not ${unknown.join(', ')}.`)
  const buildsWeb = wanted.has('build') && existsSync(join(root, 'web/index.html'))
  if (!arePackagesReady() || (buildsWeb && !isWebReady())) {
    await takeTurn(
      join(root, '.prepare.lock'),
      (holder) => say(`Another set-up is at work (process ${holder}); waiting for it.`),
      () => {
        if (!arePackagesReady()) installPackages()
        if (buildsWeb && !isWebReady()) buildWeb()
      },
    )
  }
  if (wanted.has('browser')) provideBrowser()
}

function arePackagesReady() {
  return stampOf('packages') === hashOf(['package-lock.json'])
}

function isWebReady() {
  return existsSync(join(root, 'web/dist/index.html')) && stampOf('web') === hashOf(webParts)
}

function installPackages() {
  const platformProblem = findPlatformProblem()
  if (platformProblem) stop(platformProblem)
  if (!isInstalled(root)) {
    say('Installing packages (once, and after an update) …')
    runNpm(['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--loglevel=error'])
  }
  const runtimeProblem = findRuntimeProblem(runtimeOf(root))
  if (runtimeProblem) stop(runtimeProblem)
  linkPostgresLibraries(root)
  copyApiReference(root)
  stamp('packages', hashOf(['package-lock.json']))
}

// Built beside and then swapped in, so that a running server never sees half of an app.
function buildWeb() {
  say('Building the web app …')
  const sources = hashOf(webParts)
  const fresh = join(root, `web/dist.${process.pid}`)
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  run(runtimeOf(root), [vite, 'build', 'web', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'])
  const old = join(root, `web/dist.${process.pid}.old`)
  if (existsSync(join(root, 'web/dist'))) renameSync(join(root, 'web/dist'), old)
  renameSync(fresh, join(root, 'web/dist'))
  rmSync(old, { recursive: true, force: true })
  stamp('web', sources)
}

function provideBrowser() {
  if (findBrowser()) return
  const isRoot = process.getuid?.() === 0
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium for the browser tests …')
    const quiet = ['-qq', '-o', 'DPkg::Lock::Timeout=300']
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', [...quiet, 'update'], { stdio: 'ignore', env })
    // The first of these that this system knows.
    for (const name of ['chromium-headless-shell', 'chromium']) {
      if (findBrowser()) break
      spawnSync('apt-get', [...quiet, '-y', '--no-install-recommends', 'install', name], { stdio: 'ignore', env })
    }
  }
  if (!findBrowser()) say('There is no Chromium on this machine: the browser tests will be skipped.')
}

// npm must not run on the Node inside node_modules, which `npm ci` deletes.
function runNpm(/** @type {string[]} */ args) {
  const { npm_node_execpath: node, npm_execpath: npm } = process.env
  if (node && npm && existsSync(node) && !node.startsWith(join(root, 'node_modules'))) run(node, [npm, ...args])
  else run('npm', args)
}

function run(/** @type {string} */ program, /** @type {string[]} */ args) {
  const shell = process.platform === 'win32'
  // Standard output belongs to the command that comes after; what is said here goes to standard error.
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 2, 2], shell })
  if (error) stop(`Could not run ${program}: ${error.message}`)
  if (status !== 0) stop(`The set-up stopped: "${[program, ...args].join(' ')}" failed (see above).`)
}

function hashOf(/** @type {string[]} */ parts) {
  const hash = createHash('sha256')
  for (const file of parts.flatMap((part) => listFiles(join(root, part)))) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

/** @returns {string[]} */
function listFiles(/** @type {string} */ path) {
  if (!existsSync(path)) return []
  if (path.endsWith('.json')) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !notSources.has(name) && !name.startsWith('dist.') && !/\.test\.tsx?$/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? listFiles(join(path, entry.name)) : [join(path, entry.name)]))
}

function stampOf(/** @type {string} */ name) {
  const file = join(stamps, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function stamp(/** @type {string} */ name, /** @type {string} */ hash) {
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, name), hash)
}

function say(/** @type {string} */ line) {
  process.stderr.write(`${line}\n`)
}

/** @returns {never} */
function stop(/** @type {string} */ sentence) {
  throw new SetUpStopped(sentence)
}
