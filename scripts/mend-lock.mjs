// Run after every `npm install`. Against a registry that lacks some platform packages npm writes a lock
// that `npm ci` then refuses, because an entry asks for an optional package that the lock does not have.
// This drops such names, and any registry address.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export function mendLock(lock) {
  const has = (from, name) => {
    for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
      if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true
      if (at === '') return false
      if (!at.includes('node_modules/')) at = ''
      if (at === '' && lock.packages[`node_modules/${name}`]) return true
    }
  }
  const dropped = []
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (entry.resolved?.startsWith('http')) delete entry.resolved
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (has(path, name)) continue
      delete entry.optionalDependencies[name]
      dropped.push(`${path || '(root)'} → ${name}`)
    }
    if (entry.optionalDependencies && Object.keys(entry.optionalDependencies).length === 0) {
      delete entry.optionalDependencies
    }
  }
  return dropped
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL('../package-lock.json', import.meta.url)
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const dropped = mendLock(lock)
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(dropped.length === 0 ? 'The lock is complete.' : `Dropped from the lock:\n${dropped.join('\n')}`)
}
