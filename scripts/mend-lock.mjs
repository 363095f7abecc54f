// Run after every `npm install`. Against a registry that lacks some platform packages npm writes a lock
// that `npm ci` then refuses, because an entry asks for an optional package that the lock does not have.
// This drops such names, and any registry address.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {{ resolved?: string, optionalDependencies?: Record<string, string> }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

/**
 * Mends the lock in place and names what it dropped.
 * @param {Lock} lock
 */
function mendLock(lock) {
  const dropped = []
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (entry.resolved?.startsWith('http')) delete entry.resolved
    const optional = entry.optionalDependencies ?? {}
    for (const name of Object.keys(optional)) {
      if (isResolved(lock, path, name)) continue
      delete optional[name]
      dropped.push(`${path || '(root)'} → ${name}`)
    }
    if (Object.keys(optional).length === 0) delete entry.optionalDependencies
  }
  return dropped
}

/**
 * Looks where Node would: beside the package first, then in every folder above it.
 * @param {Lock} lock
 * @param {string} from
 * @param {string} name
 */
function isResolved(lock, from, name) {
  const folders = from === '' ? [] : from.split('/')
  for (let depth = folders.length; depth >= 0; depth--) {
    if ([...folders.slice(0, depth), 'node_modules', name].join('/') in lock.packages) return true
  }
  return false
}

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const lock = JSON.parse(readFileSync(file, 'utf8'))
const dropped = mendLock(lock)
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(
  dropped.length === 0 ? 'The lock is complete.\n' : `Dropped from the lock:\n${dropped.join('\n')}\n`,
)
