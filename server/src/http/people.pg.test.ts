import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditEntry } from '../contract/audit.ts'
import type { PersonView } from '../contract/people.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let admin: Awaited<ReturnType<TestApp['signIn']>>

beforeAll(async () => {
  app = await startTestApp()
  admin = await app.signIn({ name: 'Ada' })
})

afterAll(() => app.close())

const change = (id: string, body: object) => admin.ask('PATCH', `/api/v1/people/${id}`, body)
const auditOf = async (query: string) =>
  ((await admin.ask('GET', `/api/v1/audit?${query}`)).body as { items: AuditEntry[]; next: string | null }).items

test('the last administrator stays, whatever is tried, also by two at the same time', async () => {
  for (const body of [{ active: false }, { role: 'viewer' }]) {
    expect(await change(admin.id, body)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('last') },
    })
  }
  const second = await app.signIn({ name: 'Second' })
  const both = await Promise.all([
    change(second.id, { role: 'viewer' }),
    second.ask('PATCH', `/api/v1/people/${admin.id}`, { role: 'viewer' }),
  ])
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
  const { rows } = await app.database.db.pool.query(`select count(*)::int as n from people where role = 'admin'`)
  expect(rows).toEqual([{ n: 1 }])
  await app.database.db.pool.query(`update people set role = 'admin' where id = $1`, [admin.id])
})

test('whoever is shut out is out at once, and can be let in again', async () => {
  const person = await app.signIn({ role: 'operations' })
  expect((await person.ask('GET', '/api/v1/me')).status).toBe(200)
  expect((await change(person.id, { active: false })).body).toMatchObject({ deactivatedAt: expect.any(String) })
  expect((await person.ask('GET', '/api/v1/me')).status).toBe(401)
  const again = { method: 'POST', headers: { 'content-type': 'application/json', origin: app.url } }
  const signIn = () =>
    fetch(`${app.url}/api/v1/sign-in`, {
      ...again,
      body: JSON.stringify({ email: person.email, password: person.password }),
    })
  expect((await signIn()).status).toBe(401)
  expect((await admin.ask('POST', `/api/v1/people/${person.id}/password-reset`)).status).toBe(409)
  await change(person.id, { active: true })
  expect((await signIn()).status).toBe(200)
})

test('a role holds from the next request on', async () => {
  const person = await app.signIn({ role: 'operations' })
  expect((await person.ask('GET', '/api/v1/audit')).status).toBe(200)
  await change(person.id, { role: 'viewer' })
  expect((await person.ask('GET', '/api/v1/audit')).status).toBe(403)
})

test('names are kept as they are written, and hostile ones harm nobody', async () => {
  const name = `<script>alert('1')</script>"; drop table people; --`
  const { id } = await app.signIn({ role: 'viewer' })
  expect((await change(id, { name })).body).toMatchObject({ name })
  for (const bad of ['x'.repeat(100_000), '', 'a\u0000b', 'a\u0007b'])
    expect((await change(id, { name: bad })).status).toBe(400)
  const { items } = (await admin.ask('GET', '/api/v1/people')).body as { items: PersonView[] }
  expect(items.find((one) => one.id === id)?.name).toBe(name)
})

test('what people and keys do is noted, with what it was before, and without secrets', async () => {
  const { id } = await app.signIn({ role: 'viewer', name: 'Grace' })
  await change(id, { role: 'sales', teams: ['sales'] })
  await change(id, { role: 'sales' })
  expect(await auditOf(`on=${id}`)).toEqual([
    {
      id: expect.any(String),
      at: expect.any(String),
      actor: { user: admin.id, name: 'Ada' },
      actorName: 'Ada',
      action: 'person.changed',
      subject: 'person',
      subjectId: id,
      subjectName: 'Grace',
      before: { role: 'viewer', teams: [] },
      after: { role: 'sales', teams: ['sales'] },
    },
  ])
  const made = (await app.ask('POST', '/api/v1/keys', { name: 'CRM', kind: 'full' })).body as {
    id: string
    key: string
  }
  await admin.ask('DELETE', `/api/v1/keys/${made.id}`)
  await admin.ask('DELETE', `/api/v1/keys/${made.id}`)
  const keys = await auditOf('what=key')
  expect(keys.map(({ action, actorName }) => [action, actorName])).toEqual([
    ['key.revoked', 'Ada'],
    ['key.created', 'full'],
  ])
  await admin.ask('POST', '/api/v1/invitations', { email: 'new@example.com', role: 'viewer' })
  const { rows } = await app.database.db.pool.query('select a::text as row from audit_log a')
  const all = JSON.stringify(rows)
  for (const secret of [made.key, 'argon2', 'token']) expect(all).not.toContain(secret)
})

test('the log is read page by page, and by who, what and when', async () => {
  const first = (await admin.ask('GET', '/api/v1/audit?limit=1')).body as { items: AuditEntry[]; next: string }
  const second = (await admin.ask('GET', `/api/v1/audit?limit=1&cursor=${first.next}`)).body as typeof first
  expect((second.items[0]?.id ?? '') < (first.items[0]?.id ?? '')).toBe(true)
  expect((await auditOf(`who=${admin.id}&what=person.changed`)).every(({ actorName }) => actorName === 'Ada')).toBe(
    true,
  )
  expect(await auditOf('since=2999-01-01T00:00:00Z')).toEqual([])
  expect((await auditOf('until=2999-01-01T00:00:00Z')).length).toBeGreaterThan(3)
  expect((await admin.ask('GET', '/api/v1/audit?cursor=nonsense')).status).toBe(400)
})

test('what sales sees is a setting of administrators', async () => {
  expect((await admin.ask('PUT', '/api/v1/settings', { salesSees: 'own' })).status).toBe(200)
  const rep = await app.signIn({ role: 'sales', teams: ['sales'] })
  expect((await rep.ask('GET', '/api/v1/me')).body).toMatchObject({ sees: 'own' })
  expect((await admin.ask('GET', '/api/v1/me')).body).toMatchObject({ sees: 'all' })
  expect((await rep.ask('PUT', '/api/v1/settings', { salesSees: 'all' })).status).toBe(403)
  expect((await admin.ask('PUT', '/api/v1/settings', { salesSees: 'some' })).status).toBe(400)
  await admin.ask('PUT', '/api/v1/settings', { salesSees: 'all' })
})

test('what is done to contacts, the lifecycle and imports is noted by whom', async () => {
  const person = await app.signIn({ role: 'operations', name: 'Joan' })
  await app.send({
    type: 'identify',
    userId: 'lin',
    messageId: 'lin-1',
    traits: { email: 'lin@acme.example', name: 'Lin' },
  })
  const { items } = (await app.ask('GET', '/api/v1/contacts?id=lin')).body as { items: { id: string }[] }
  const id = items[0]?.id ?? ''
  const moved = await person.ask('POST', `/api/v1/contacts/${id}/rulings`, { to: 'sal', reason: 'met', force: true })
  const { transition } = moved.body as { transition: { id: string; actor: object } }
  expect(transition.actor).toEqual({ user: person.id, name: 'Joan' })
  await person.ask('POST', `/api/v1/transitions/${transition.id}/void`, { reason: 'wrong person' })
  const lifecycle = await person.ask('GET', '/api/v1/lifecycle')
  const { document } = lifecycle.body as { document: string }
  const publish = { document: `# changed\n${document}`, message: 'A remark' }
  await person.ask('PUT', '/api/v1/lifecycle', publish, { 'if-match': lifecycle.headers.get('etag') ?? '' })
  expect(
    (await auditOf(`who=${person.id}`)).map(({ action, subjectName, before, after }) => [
      action,
      subjectName,
      before,
      after,
    ]),
  ).toEqual([
    ['lifecycle.published', expect.any(String), { version: 1 }, { version: 2, message: 'A remark', effect: 'keep' }],
    ['contact.move_undone', 'Lin', { stage: 'sal' }, expect.objectContaining({ reason: 'wrong person', moves: 1 })],
    ['contact.moved', 'Lin', { stage: null }, { stage: 'sal', reason: 'met', forced: true }],
  ])
})

test('where the lifecycle names who moves to a stage, others do not, by force neither', async () => {
  await app.send({
    type: 'identify',
    userId: 'kim',
    messageId: 'kim-1',
    traits: { email: 'kim@acme.example', name: 'Kim' },
  })
  const { items } = (await app.ask('GET', '/api/v1/contacts?id=kim')).body as { items: { id: string }[] }
  const path = `/api/v1/contacts/${items[0]?.id}/rulings`
  const outsider = await app.signIn({ role: 'sales', teams: ['marketing'] })
  const refused = await outsider.ask('POST', path, { to: 'sal', reason: 'mine', force: true })
  expect([refused.status, (refused.body as { detail: string }).detail]).toEqual([
    409,
    expect.stringContaining('Only the team sales'),
  ])
  const rep = await app.signIn({ role: 'sales', teams: ['sales'] })
  expect((await rep.ask('POST', path, { to: 'sal', reason: 'mine', force: true })).status).toBe(200)
})
