import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')
const SIZE = 1024 ** 3
/** Most of a row is a column that nobody maps, so that the time goes into reading. */
const NOTE = 'a note that goes on, '.repeat(1000)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripen-import-memory-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function* rows(): Generator<string> {
  yield 'id,email,seen,note\n'
  let written = 0
  for (let row = 0; written < SIZE; row++) {
    const line = `${row},p${row}@corp${row % 500}.example,2026-01-${10 + (row % 20)},"${NOTE}"\n`
    written += line.length
    yield line
  }
}

test('a file of 1 GB is imported with 512 MB of heap', { timeout: 1_800_000 }, async () => {
  const file = join(folder, 'large.csv')
  await pipeline(rows(), createWriteStream(file))
  const mapping = join(folder, 'map.yaml')
  await pipeline(
    [
      'import: 1\nname: Large\nsystem: large\ntimezone: UTC\n',
      'contact: { email: email, record: { object: contact, id: id } }\n',
      'events: [ { name: { value: Seen }, at: seen } ]\n',
    ],
    createWriteStream(mapping),
  )
  const { DATABASE_URL: _, ...environment } = process.env
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=512', join(root, 'server/src/main.ts'), 'import', file, '--map', mapping, '--json'],
    { cwd: root, env: { ...environment, RIPEN_DATA_DIR: join(folder, 'data') }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let [output, errors] = ['', '']
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (errors += chunk))
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect({ code, errors: errors.slice(0, 500) }).toMatchObject({ code: 0 })
  const { rows: read, imported, rejected } = JSON.parse(output)
  expect(read).toBeGreaterThan(50_000)
  expect([imported, rejected]).toEqual([read, 0])
})
