import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BulkActionView, BulkPeoplePage } from '../contract/bulk-actions.ts'
import type { ImportPreview } from '../contract/imports.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let rep: Awaited<ReturnType<TestApp['signIn']>>
const ids: string[] = []
const PEOPLE = 8

beforeAll(async () => {
  app = await startTestApp()
  rep = await app.signIn({ role: 'sales', teams: ['sales'], name: 'Rosa Rep' })
  for (let n = 0; n < PEOPLE; n++) {
    const user = `p${n}`
    const traits = {
      email: `${user}@acme.example`,
      firstName: n === 0 ? '=HYPERLINK("x")' : `First ${n}`,
      lastName: 'O"Brien, Jr',
      ...(n < 2 ? { owner: rep.email } : {}),
    }
    await app.send(
      { type: 'identify', userId: user, messageId: user, traits },
      { type: 'track', event: 'Subscribed', userId: user, messageId: `${user} s`, properties: { list: 'newsletter' } },
    )
    const { items } = (await app.ask('GET', `/api/v1/contacts?id=${user}`)).body as { items: { id: string }[] }
    ids.push(items[0]?.id ?? '')
  }
})

afterAll(() => app.close())

type Ask = TestApp['ask']
const viewOf = async (id: string, ask: Ask = app.ask) =>
  (await ask('GET', `/api/v1/bulk-actions/${id}`)).body as BulkActionView
const until = async (id: string, state: BulkActionView['state'], ask: Ask = app.ask) => {
  await expect.poll(async () => (await viewOf(id, ask)).state, { timeout: 20_000 }).toBe(state)
  return viewOf(id, ask)
}
const begin = async (body: object, ask: Ask = app.ask) => {
  const answer = await ask('POST', '/api/v1/bulk-actions', body)
  return { ...answer, body: answer.body as BulkActionView }
}
const post = (id: string, what: string, ask: Ask = app.ask) => ask('POST', `/api/v1/bulk-actions/${id}/${what}`)
const moving = { do: 'move', to: 'disqualified', reason: 'spam' }
const behind = (query: object, except: string[] = []) => ({ behind: query, except })

describe('a bulk action', () => {
  test('is foreseen, started, told of, and undone', async () => {
    const begun = await begin({ selection: behind({ stage: 'subscriber' }, ids.slice(0, 1)), work: moving })
    expect(begun.status).toBe(201)
    const planned = await until(begun.body.id, 'planned')
    expect(planned).toMatchObject({
      says: 'Move to Disqualified',
      people: PEOPLE - 1,
      foreseen: { done: PEOPLE - 1, unchanged: 0, refused: 0, reasons: [] },
      result: { done: 0 },
    })
    expect((await post(planned.id, 'start')).status).toBe(200)
    await until(planned.id, 'done')
    const people = (await app.ask('GET', `/api/v1/bulk-actions/${planned.id}/people?outcome=done&limit=3`))
      .body as BulkPeoplePage
    expect(people.items.map(({ contact }) => contact.stage)).toEqual(Array(3).fill('disqualified'))
    const more = (
      await app.ask('GET', `/api/v1/bulk-actions/${planned.id}/people?outcome=done&limit=10&cursor=${people.next}`)
    ).body as BulkPeoplePage
    expect(more.items).toHaveLength(PEOPLE - 4)
    expect((await post(planned.id, 'undo')).status).toBe(202)
    expect((await until(planned.id, 'undone')).undo).toMatchObject({ undone: PEOPLE - 1, left: 0 })
    expect((await post(planned.id, 'undo')).status).toBe(409)
    expect((await app.ask('DELETE', `/api/v1/bulk-actions/${planned.id}`)).status).toBe(409)
    const { items } = (await app.ask('GET', '/api/v1/bulk-actions')).body as { items: BulkActionView[] }
    expect(items[0]).toMatchObject({ id: planned.id, state: 'undone' })
  })

  test.each([
    [{}, 400],
    [{ selection: { ids: [] }, work: moving }, 400],
    [{ selection: { ids: ['nobody'] }, work: moving }, 400],
    [{ selection: behind({ colour: 'red' }), work: moving }, 400],
    [{ selection: behind({ stage: 'nowhere' }), work: moving }, 400],
    [{ selection: behind({}), work: { do: 'move', to: 'nowhere' } }, 400],
    [{ selection: behind({}), work: { do: 'set_traits', set: {} } }, 400],
    [{ selection: behind({}), work: { do: 'set_traits', set: { email: 'x@y.example' } } }, 400],
    [{ selection: behind({}), work: { do: 'share_out', team: 'nobody' } }, 422],
    [{ selection: behind({}), work: { do: 'delete' } }, 400],
  ])('that makes no sense is refused with words: %j', async (body, status) => {
    const answer = await app.ask('POST', '/api/v1/bulk-actions', body)
    expect([answer.status, (answer.body as { detail: string }).detail]).toEqual([status, expect.stringMatching(/\w/)])
  })

  test('sales may move many and no more; who sees some only reaches and sees those', async () => {
    await app.ask('PUT', '/api/v1/settings', { salesSees: 'own' })
    const traits = { selection: behind({}), work: { do: 'set_owner', owner: 'x' } }
    expect((await begin(traits, rep.ask)).status).toBe(403)
    const others = await begin({ selection: { ids: ids.slice(3, 5) }, work: moving, atOnce: true })
    await until(others.body.id, 'done')
    const mine = await begin({ selection: behind({}), work: moving, atOnce: true }, rep.ask)
    expect((await until(mine.body.id, 'done', rep.ask)).result.done).toBe(2)
    const list = (await rep.ask('GET', '/api/v1/bulk-actions')).body as { items: BulkActionView[] }
    expect(list.items.map(({ id }) => id)).toEqual([mine.body.id])
    expect((await rep.ask('GET', `/api/v1/bulk-actions/${others.body.id}`)).status).toBe(404)
    expect((await post(others.body.id, 'undo', rep.ask)).status).toBe(404)
    await post(mine.body.id, 'undo', rep.ask)
    expect((await until(mine.body.id, 'undone', rep.ask)).undo.undone).toBe(2)
    await post(others.body.id, 'undo')
    await until(others.body.id, 'undone')
    await app.ask('PUT', '/api/v1/settings', { salesSees: 'all' })
  })
})

describe('an export', () => {
  const linesOf = (text: unknown) => String(text).trimEnd().split('\r\n')

  test('tells what the list shows, with its columns, and no formula', async () => {
    const columns = encodeURIComponent('trait:firstName,trait:lastName,email,stage,owner,score:fit')
    const { body, headers, status } = await app.ask(
      'GET',
      `/api/v1/contacts/export?stage=subscriber&columns=${columns}&bom=yes`,
    )
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="ripen-contacts-\d{4}-\d\d-\d\d\.csv"$/)
    // fetch takes the mark away when it reads the text.
    const [head, ...rows] = linesOf(body)
    expect(head).toBe('First Name,Last Name,Email,Lifecycle Stage,Contact owner,Score fit')
    expect(rows).toHaveLength(PEOPLE)
    expect(rows.find((row) => row.includes('p0@'))).toMatch(
      /^"'=HYPERLINK\(""x""\)","O""Brien, Jr",p0@acme\.example,Subscriber,sales\.\d+@ripen\.example,-?\d*$/,
    )
  })

  test('is a file that the HubSpot mapping reads, and a line of the audit log', async () => {
    const { body } = await app.ask('GET', '/api/v1/contacts/export')
    const file = (await app.ask('POST', '/api/v1/import-files', { name: 'export.csv' })).body as { id: string }
    const sent = await fetch(`${app.url}/api/v1/import-files/${file.id}/content?offset=0`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${app.keys.full}`, 'content-type': 'application/octet-stream' },
      body: String(body),
    })
    expect(sent.ok).toBe(true)
    const preview = (await app.ask('GET', `/api/v1/import-files/${file.id}/preview`)).body as ImportPreview
    expect(preview.ready?.key).toBe('hubspot_contacts')
    expect(preview.headers).toHaveLength(15)
    for (const part of ['Email', 'First Name', 'Contact owner', 'Lifecycle Stage', 'Company Name'])
      expect(preview.mapping).toContain(part)
    const audit = (await app.ask('GET', '/api/v1/audit?what=contact.exported')).body as { items: { after: object }[] }
    expect(audit.items[0]?.after).toMatchObject({ rows: PEOPLE, whole: true })
  })

  test('holds what whoever asks is shown, and is not for everybody', async () => {
    await app.ask('PUT', '/api/v1/settings', { salesSees: 'own' })
    expect(linesOf((await rep.ask('GET', '/api/v1/contacts/export')).body)).toHaveLength(1 + 2)
    await app.ask('PUT', '/api/v1/settings', { salesSees: 'all' })
    const viewer = await app.signIn({ role: 'viewer' })
    expect((await viewer.ask('GET', '/api/v1/contacts/export')).status).toBe(403)
    expect((await app.ask('GET', '/api/v1/contacts/export?stage=nowhere')).status).toBe(400)
    expect((await app.ask('GET', '/api/v1/contacts/export?columns=nonsense')).status).toBe(400)
  })
})
