// Tracked files must fit every machine: no path of this one, no registry address in the lock.
// And no file whose name says nothing about its content.
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const everyday = ['/', '/tmp', '/home', '/root', '/srv', '/opt', '/usr/src', '/app']
const parent = dirname(root)
const places = [root, ...(everyday.includes(parent) ? [] : [`${parent}/`])]
const homes = /(?<![\w.])(\/home\/|\/Users\/|[A-Z]:\\+Users\\+)[\w.-]+[/\\]/
const vagueName = /(^|\/)(utils?|helpers?|common|misc|types|constants)(\/|\.[^/]+$)/

const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  .toString()
  .split('\0')
  .filter((file) => statSync(join(root, file), { throwIfNoEntry: false })?.isFile())
const problems = files.flatMap((file) => [
  ...(vagueName.test(file) ? [`${file}: a name that says nothing; call it after what is in it`] : []),
  ...findInText(file, readFileSync(join(root, file), 'utf8')),
])
for (const problem of problems) process.stdout.write(`${problem}\n`)
process.exitCode = problems.length === 0 ? 0 : 1

/**
 * @param {string} file
 * @param {string} text
 */
function findInText(file, text) {
  return text.split('\n').flatMap((line, index) => {
    const at = `${file}:${index + 1}`
    const place = places.find((path) => containsPath(line, path)) ?? homes.exec(line)?.[0]
    if (place) return [`${at}: names a path of one machine (${place})`]
    if (file === 'package-lock.json' && line.includes('"resolved": "http')) return [`${at}: names a registry`]
    return []
  })
}

/**
 * A path only counts where it starts, so that a folder called "/srv" is not found in "https://example.com/srv/".
 * @param {string} line
 * @param {string} path
 */
function containsPath(line, path) {
  const at = line.indexOf(path)
  return at >= 0 && !/[\w.:/-]/.test(line[at - 1] ?? ' ')
}
