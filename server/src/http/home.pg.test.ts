import { afterAll, beforeAll, expect, test } from 'vitest'
import { HomeView } from '../contract/home.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

type Asking = Pick<TestApp, 'ask'>
const home = async (who: Asking) => HomeView.parse((await who.ask('GET', '/api/v1/home')).body)

/** A person who met sales and answered the questions of discovery: the criteria of SQL hold, and sales confirms. */
async function sendProposed(userId: string, owner: string): Promise<string> {
  await app.send(
    { type: 'identify', userId, traits: { email: `${userId}@acme.example`, name: `The ${userId}`, owner } },
    { type: 'track', userId, event: 'Form Submitted', properties: { form: 'Demo', offer: 'bottom' } },
  )
  const { rows } = await app.database.db.pool.query<{ id: string }>(
    'select contact_id as id from identities where value = $1',
    [userId],
  )
  const [{ id } = { id: '' }] = rows
  return id
}

test('before anything came in, it says so and needs nobody', async () => {
  const admin = await app.signIn()
  expect(await home(admin)).toMatchObject({
    empty: true,
    proposals: { items: [], total: { count: 0, exact: true } },
    waiting: null,
    rejected: { count: 0, exact: true },
    imports: [],
    moves: [],
  })
})

test('steps that were taken together are one move, with what happened right before', async () => {
  const id = await sendProposed('ada', 'sam@ripen.example')
  const [move, ...others] = (await home(await app.signIn())).moves
  expect(others).toEqual([])
  expect(move).toMatchObject({ contact: { id, name: 'The ada' }, from: null, to: 'mql', text: 'met the criteria' })
  expect(move?.trigger).toMatch(/demo/i)
})

test('sales sees the people of its stages, and those on whom it is to decide', async () => {
  const sales = await app.signIn({ role: 'sales', teams: ['sales'] })
  const { waiting, duplicates } = await home(sales)
  expect(waiting?.stages).toEqual(expect.arrayContaining(['mql', 'sal', 'sql', 'opportunity']))
  expect(waiting?.items).toMatchObject([{ name: 'The ada', stage: 'mql' }])
  expect(duplicates).toBeNull()
})

test('a proposal waits for the team whose word it needs, and not for those who may move nobody', async () => {
  const id = await sendProposed('kim', 'sam@ripen.example')
  await app.database.db.pool.query('update contacts set proposals = $2 where id = $1', [
    id,
    JSON.stringify([{ track: 'main', from: 'sal', to: 'sql' }]),
  ])
  const shown = { items: [{ contact: { id }, from: 'sal', to: 'sql' }], total: { count: 1, exact: true } }
  expect((await home(await app.signIn({ role: 'operations' }))).proposals).toMatchObject(shown)
  expect((await home(await app.signIn({ role: 'sales', teams: ['sales'] }))).proposals).toMatchObject(shown)
  expect((await home(await app.signIn({ role: 'sales', teams: ['success'] }))).proposals?.items).toEqual([])
  expect((await home(await app.signIn({ role: 'viewer' }))).proposals).toBeNull()
})

test('whoever sees only its own contacts is shown nothing of others', async () => {
  const admin = await app.signIn()
  await admin.ask('PUT', '/api/v1/settings', { salesSees: 'own' })
  try {
    const other = await app.signIn({ role: 'sales', teams: ['sales'] })
    expect(await home(other)).toMatchObject({
      proposals: { items: [], total: { count: 0 } },
      waiting: { items: [] },
      rejected: null,
      imports: [],
      duplicates: null,
      moves: [],
    })
    const owner = await app.signIn({ name: 'sam@ripen.example', role: 'sales', teams: ['sales'] })
    const { moves, waiting, proposals } = await home(owner)
    expect([moves.length, waiting?.items.length, proposals?.items.length]).toEqual([2, 2, 1])
  } finally {
    await admin.ask('PUT', '/api/v1/settings', { salesSees: 'all' })
  }
})

test('what was not taken is counted', async () => {
  const headers = { authorization: `Bearer ${app.keys.write}` }
  await app.ask('POST', '/v1/track', { userId: 'ada', event: 'Opportunity Won', properties: { id: 'o' } }, headers)
  const marketer = await app.signIn({ role: 'marketer' })
  const rejected = async () => (await home(marketer)).rejected
  await expect.poll(rejected, { timeout: 20_000 }).toEqual({ count: 1, exact: true })
  expect((await home(await app.signIn({ role: 'viewer' }))).rejected).toBeNull()
})
