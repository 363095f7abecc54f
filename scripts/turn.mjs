import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const longest = 15 * 60_000

/**
 * Runs `work` while no other process does, by a file that names the holder's process id.
 * A file whose process is gone is taken over.
 * @param {string} file
 * @param {(holder: number) => void} onWait told once, when somebody else is at work
 * @param {() => void} work
 */
export async function takeTurn(file, onWait, work) {
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    for (let told = false; !isLinked(mine, file); await sleep(200)) {
      const holder = holderOf(file)
      if (holder === undefined) continue
      if (isGone(holder, file)) dropStale(file, holder)
      else if (!told) {
        onWait(holder)
        told = true
      }
    }
  } finally {
    rmSync(mine, { force: true })
  }
  try {
    work()
  } finally {
    if (holderOf(file) === process.pid) rmSync(file, { force: true })
  }
}

/**
 * A link appears with its content or not at all, so nobody reads a half-written process id.
 * @param {string} from
 * @param {string} to
 */
function isLinked(from, to) {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** @param {string} file */
function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * @param {number} pid
 * @param {string} file
 */
function isGone(pid, file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > longest) return true
    process.kill(pid, 0)
    return false
  } catch (error) {
    return codeOf(error) === 'ESRCH'
  }
}

/**
 * Two processes may find the same stale file: only the one whose rename catches that very file goes on.
 * @param {string} file
 * @param {number} holder
 */
function dropStale(file, holder) {
  const aside = `${file}.${process.pid}.stale`
  try {
    renameSync(file, aside)
    // Somebody was faster and already holds a new one: give it back.
    if (Number(readFileSync(aside, 'utf8')) !== holder) isLinked(aside, file)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
