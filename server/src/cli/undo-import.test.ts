import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { ContactPage } from '../contract/contacts.ts'
import type { ImportView } from '../contract/imports.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { scratchFolder } from '../testing/test-cluster.ts'
import { warmRipen } from '../testing/warm-ripen.ts'

// Each command is a process of its own.
vi.setConfig({ testTimeout: 90_000 })

let app: TestApp
let folder: string
let file: string

beforeAll(async () => {
  await mkdir(scratchFolder, { recursive: true })
  folder = await mkdtemp(join(scratchFolder, `${process.pid}-undo-`))
  file = join(folder, 'people.csv')
  app = await startTestApp()
  await app.send({ type: 'identify', userId: 'ada', traits: { email: 'ada@acme.example', firstName: 'Ada' } })
  await writeFile(
    file,
    [
      'Record ID,First Name,Last Name,Email,Phone Number,Lead Status,Create Date',
      '1,Augusta,King,ada@acme.example,,,2020-01-10 10:00',
      '2,Bob,Bell,bob@bell.example,,,2020-01-11 10:00',
    ].join('\n'),
  )
})

afterAll(async () => {
  end()
  await app.close()
  await rm(folder, { recursive: true })
})

const { run: ripen, end } = warmRipen(() => ({ RIPEN_DATA_DIR: folder, DATABASE_URL: app.database.url }))

/** What a command printed as JSON; what it noticed stands before it. */
const jsonOf = (output: string) => JSON.parse(output.trim().split('\n').at(-1) ?? '')
const newest = async (): Promise<ImportView | undefined> =>
  ((await app.ask('GET', '/api/v1/imports')).body as { items: ImportView[] }).items[0]
const found = async (email: string) =>
  ((await app.ask('GET', `/api/v1/contacts?email=${email}`)).body as ContactPage).items.map(({ name, email }) => ({
    name,
    email,
  }))
const importFile = async () => {
  expect(jsonOf((await ripen('import', file, '--json')).output)).toMatchObject({ imported: 2, rejected: 0 })
  const id = (await newest())?.id ?? ''
  expect(await found('bob@bell.example')).toEqual([{ name: 'Bob Bell', email: 'bob@bell.example' }])
  // What she told of herself is newer than the file.
  expect(await found('ada@acme.example')).toEqual([{ name: 'Ada King', email: 'ada@acme.example' }])
  return id
}
const isUndone = async () => {
  expect(await found('bob@bell.example')).toEqual([])
  expect(await found('ada@acme.example')).toEqual([{ name: 'Ada', email: 'ada@acme.example' }])
}

describe('an import', () => {
  test('is undone by the command, is listed so, and can be made again', async () => {
    const id = await importFile()
    expect((await ripen('imports', 'list')).output).toContain(`${id}  `)
    expect(await ripen('imports', 'undo', id)).toMatchObject({
      code: 0,
      output: expect.stringContaining('people.csv is undone.'),
    })
    await isUndone()
    expect(jsonOf((await ripen('imports', 'list', '--json')).output)).toMatchObject([{ id, state: 'undone' }])
    const again = await ripen('imports', 'undo', id)
    expect(again).toMatchObject({ code: 1, output: expect.stringContaining('was undone before') })
    expect(await importFile()).not.toBe(id)
  })

  test('is undone over the API while Ripen runs, and only by who may change something', async () => {
    const id = (await newest())?.id ?? ''
    const path = `/api/v1/imports/${id}/undo`
    expect((await app.ask('POST', path, undefined, { authorization: `Bearer ${app.keys.read}` })).status).toBe(403)
    expect(await app.ask('POST', path)).toMatchObject({ status: 202, body: { import: { id, state: 'undoing' } } })
    for (let tries = 0; (await newest())?.state !== 'undone' && tries < 200; tries++) await sleep(100)
    expect(await newest()).toMatchObject({ id, state: 'undone', undoneAt: expect.any(String) })
    await isUndone()
    expect(await app.ask('POST', path)).toMatchObject({ status: 409 })
    expect(await app.ask('POST', `/api/v1/imports/${id.replace(/.$/, 'f').replace(/..$/, 'ff')}/undo`)).toMatchObject({
      status: 404,
    })
  })

  test.each([
    ['nonsense', 'is no id of an import'],
    ['0198c2f0-0000-7000-8000-000000000000', 'There is no import'],
  ])('that there is not is said so: %s', async (id, words) => {
    expect(await ripen('imports', 'undo', id)).toMatchObject({ code: 1, output: expect.stringContaining(words) })
  })
})
