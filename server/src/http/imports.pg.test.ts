import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportFile, ImportPage, ImportPreview, ImportView, MappingCheck } from '../contract/imports.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const file = [
  '"Record ID","First Name","Last Name","Email","Lifecycle Stage","Create Date","Became a Lead Date"',
  '"1","Ida","Moss","ida.moss@corp.example","Lead","2025-02-03 10:00","2025-02-03 10:00"',
  '"2","Jo","Fern","jo.fern@corp.example","Customer","2025-02-04 11:00",""',
  '"3","=HYPERLINK(""x"")","","",""',
  '',
].join('\n')

async function upload(text: string, name = 'contacts.csv'): Promise<ImportFile> {
  const made = await app.ask('POST', '/api/v1/import-files', { name })
  expect(made.status).toBe(201)
  const { id } = made.body as ImportFile
  const bytes = Buffer.from(text)
  const half = Math.floor(bytes.length / 2)
  for (const [offset, end] of [
    [0, half],
    [half, bytes.length],
  ] as const) {
    const sent = await fetch(`${app.url}/api/v1/import-files/${id}/content?offset=${offset}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${app.keys.full}`, 'content-type': 'application/octet-stream' },
      body: bytes.subarray(offset, end),
    })
    expect(sent.status).toBe(200)
    expect(await sent.json()).toMatchObject({ id, bytes: end })
  }
  return made.body as ImportFile
}

async function ended(id: string): Promise<ImportView> {
  for (let tries = 0; tries < 200; tries++) {
    const { body } = await app.ask('GET', `/api/v1/imports/${id}`)
    const view = body as ImportView
    if (view.state !== 'running') return view
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The import did not come to its end.')
}

test('a file is uploaded in parts, looked at, tried, imported in the background, and its rejected rows fetched', async () => {
  const { id } = await upload(file)
  const preview = (await app.ask('GET', `/api/v1/import-files/${id}/preview`)).body as ImportPreview
  expect(preview).toMatchObject({
    format: 'csv',
    encoding: 'utf-8',
    delimiter: ',',
    ready: { key: 'hubspot_contacts' },
  })
  expect(preview.rows).toHaveLength(3)
  expect(preview.columns[3]).toMatchObject({ header: 'Email', filled: 2, suggestion: { field: 'contact.email' } })

  const check = (await app.ask('POST', `/api/v1/import-files/${id}/check`, { mapping: preview.mapping }))
    .body as MappingCheck
  expect(check.valid).toBe(true)
  expect(check.rows[0]).toMatchObject({ row: 1, who: 'ida.moss@corp.example', rejected: null })
  expect(check.rows[0]?.becomes.join('\n')).toContain('lead')
  expect(check.rows[2]?.rejected).toBe('The row has 5 of 7 cells.')

  const dry = { mapping: preview.mapping }
  const counted = await app.ask('POST', `/api/v1/import-files/${id}/dry-run`, dry)
  expect(counted.body).toMatchObject({ rows: 3, imported: 2, duplicates: 0, rejected: 1, whole: true })
  expect((await app.ask('GET', '/api/v1/contacts?q=ida')).body).toMatchObject({ items: [] })

  const started = await app.ask('POST', '/api/v1/imports', { file: id, mapping: preview.mapping })
  expect(started.status).toBe(201)
  const done = await ended((started.body as ImportView).id)
  expect(done).toMatchObject({ state: 'done', rows: 3, imported: 2, duplicates: 0, rejected: 1, rejects: true })

  const rejects = await app.ask('GET', `/api/v1/imports/${done.id}/rejects`)
  expect(rejects.headers.get('content-disposition')).toBe('attachment; filename="contacts.rejected.csv"')
  expect(String(rejects.body).split('\r\n')[1]).toBe(`4,The row has 5 of 7 cells.,3,"'=HYPERLINK(""x"")",,,`)

  const list = (await app.ask('GET', '/api/v1/imports')).body as ImportPage
  expect(list.items.map((one) => one.id)).toEqual([done.id])
  const gone = await app.ask('GET', `/api/v1/import-files/${id}/preview`)
  expect(gone.status).toBe(404)
})

describe('what cannot be', () => {
  test('a mapping that names no column is refused, with its line and what was meant', async () => {
    const { id } = await upload(file)
    const mapping = 'import: 1\nname: Mine\nsystem: mine\ncontact:\n  email: E-Mails\n'
    const check = (await app.ask('POST', `/api/v1/import-files/${id}/check`, { mapping })).body as MappingCheck
    expect(check.faults).toMatchObject([{ line: 5, column: 10 }])
    expect(check.faults[0]?.text).toBe('The file has no column “E-Mails”. Did you mean “Email”?')
    const refused = await app.ask('POST', '/api/v1/imports', { file: id, mapping })
    expect(refused.status).toBe(422)
  })

  test('a part behind a gap, a key that may not, and a file that is none', async () => {
    const { id } = await upload(file)
    const put = (key: string, offset: number) =>
      fetch(`${app.url}/api/v1/import-files/${id}/content?offset=${offset}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' },
        body: 'x',
      })
    expect((await put(app.keys.full, 100_000)).status).toBe(409)
    expect((await put(app.keys.read, 0)).status).toBe(403)
    const empty = await upload('  ', 'empty.csv')
    const preview = await app.ask('GET', `/api/v1/import-files/${empty.id}/preview`)
    expect(preview).toMatchObject({ status: 422, body: { detail: 'The file is empty.' } })
  })
})
