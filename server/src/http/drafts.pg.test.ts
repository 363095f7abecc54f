import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DraftCreated, DraftView } from '../contract/drafts.ts'
import { HomeView } from '../contract/home.ts'
import { LifecycleVersion, LifecycleVersionPage } from '../contract/lifecycle.ts'
import { AgreementView, ProposalView } from '../contract/proposals.ts'
import { createPrograms } from '../features/lifecycle/programs.ts'
import { checkReplay } from '../flows/check-replay.ts'
import { refoldContacts } from '../flows/refold-contacts.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

type Who = Awaited<ReturnType<TestApp['signIn']>>

let app: TestApp
let admin: Who
let ada: Who
let grace: Who
let sales: Who
let other: Who

beforeAll(async () => {
  app = await startTestApp()
  admin = await app.signIn({ name: 'Mary' })
  ada = await app.signIn({ name: 'Ada', role: 'operations' })
  grace = await app.signIn({ name: 'Grace', role: 'marketer', teams: ['marketing'] })
  sales = await app.signIn({ name: 'Sam', role: 'sales', teams: ['sales'] })
  other = await app.signIn({ name: 'Vic', role: 'viewer', teams: ['sales'] })
})
afterAll(() => app.close())

const api = '/api/v1'
const head = async () => LifecycleVersion.parse((await app.ask('GET', `${api}/lifecycle`)).body)
const threshold = (document: string) => Number(/engagement: \{ at_least: (\d+) \} \} \}, \{ fit/.exec(document)?.[1])
/** Another bar for MQL, the stage on whose entry marketing hands over to sales. */
async function anotherBar(): Promise<string> {
  const { document } = await head()
  const bar = threshold(document)
  return document.replace(
    `engagement: { at_least: ${bar} } } }, { fit`,
    `engagement: { at_least: ${bar + 1} } } }, { fit`,
  )
}

async function begin(who: Who, document: string, name = 'Ours'): Promise<DraftCreated> {
  const { status, body } = await who.ask('POST', `${api}/drafts`, { document, name })
  expect(status).toBe(201)
  return DraftCreated.parse(body)
}
const save = (who: Who, id: string, revision: number, change: object) =>
  who.ask('PATCH', `${api}/drafts/${id}`, change, { 'if-match': `"r${revision}"` })
const readDraft = async (id: string) => DraftView.parse((await admin.ask('GET', `${api}/drafts/${id}`)).body)
const publish = async (who: Pick<Who, 'ask'>, body: object) =>
  who.ask('PUT', `${api}/lifecycle`, body, { 'if-match': `"v${(await head()).version}"` })
const homeOf = async (who: Who) => HomeView.parse((await who.ask('GET', `${api}/home`)).body)
const proposalOf = async (who: Who, id: string) =>
  ProposalView.parse((await who.ask('GET', `${api}/proposals/${id}`)).body)
const answer = (who: Who, id: string, word: string, message = '') =>
  who.ask('POST', `${api}/proposals/${id}/answers`, { word, message })
async function propose(who: Who, draft: string): Promise<string> {
  const { status, body } = await who.ask('POST', `${api}/drafts/${draft}/proposal`, { message: 'Sales has room' })
  expect({ status, body }).toMatchObject({ status: 201 })
  return (body as { id: string }).id
}

describe('a shared draft', () => {
  test('is saved with the revision that it builds on; whoever comes second overwrites nothing', async () => {
    const { document } = await head()
    const draft = await begin(ada, `${document}# Ada\n`)
    expect(draft).toMatchObject({ name: 'Ours', base: 1, revision: 1, state: 'open', changedBy: { name: 'Ada' } })
    const answers = await Promise.all([
      save(ada, draft.id, 1, { document: `${document}# Ada, again\n` }),
      save(grace, draft.id, 1, { document: `${document}# Grace\n` }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    const kept = await readDraft(draft.id)
    const [winner] = answers[0]?.status === 200 ? ['Ada, again'] : ['Grace']
    expect(kept).toMatchObject({ revision: 2, document: `${document}# ${winner}\n` })
    expect((await save(grace, draft.id, 2, { document: `${document}# Both\n` })).body).toMatchObject({ revision: 3 })
    const { editors } = await readDraft(draft.id)
    expect(editors.map(({ by }) => (by as { name: string }).name).sort()).toEqual(['Ada', 'Grace'])
    expect((await save(ada, draft.id, 3, { name: 'Both of us' })).status).toBe(200)
    await admin.ask('DELETE', `${api}/drafts/${draft.id}`)
  })

  test('needs to know what it builds on, and holds what has faults too', async () => {
    const draft = await begin(grace, 'stages: [')
    expect((await grace.ask('PATCH', `${api}/drafts/${draft.id}`, { name: 'x' })).status).toBe(428)
    expect((await save(grace, draft.id, 9, { name: 'x' })).status).toBe(412)
    expect((await save(grace, draft.id, 1, { base: 99 })).status).toBe(422)
    expect((await save(grace, draft.id, 1, { name: 'a\u0007b' })).status).toBe(400)
    expect((await grace.ask('POST', `${api}/drafts/${draft.id}/proposal`, {})).status).toBe(422)
    const gone = '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14'
    expect((await grace.ask('GET', `${api}/drafts/${gone}`)).status).toBe(404)
    expect((await save(grace, gone, 1, { name: 'x' })).status).toBe(404)
    await grace.ask('DELETE', `${api}/drafts/${draft.id}`)
  })

  test('is discarded, and had back as it was; meanwhile nobody saves it', async () => {
    const { document } = await head()
    const draft = await begin(ada, `${document}# kept\n`)
    expect((await grace.ask('DELETE', `${api}/drafts/${draft.id}`)).status).toBe(204)
    const late = await save(ada, draft.id, 1, { document: `${document}# late\n` })
    expect(late).toMatchObject({ status: 410, body: { detail: expect.stringContaining('was discarded') } })
    const list = (await ada.ask('GET', `${api}/drafts`)).body as { items: { id: string }[] }
    expect(list.items.map(({ id }) => id)).not.toContain(draft.id)
    const { status, body } = await ada.ask('POST', `${api}/drafts/${draft.id}/restore`, {})
    expect({ status, body }).toMatchObject({ status: 200, body: { state: 'open', document: `${document}# kept\n` } })
    await ada.ask('DELETE', `${api}/drafts/${draft.id}`)
  })

  test('is changed by those who may change, and read by all', async () => {
    const draft = await begin(ada, (await head()).document)
    for (const who of [sales, other]) {
      expect((await who.ask('GET', `${api}/drafts/${draft.id}`)).status).toBe(200)
      expect((await save(who, draft.id, 1, { name: 'Mine' })).status).toBe(403)
      expect((await who.ask('DELETE', `${api}/drafts/${draft.id}`)).status).toBe(403)
      expect((await who.ask('POST', `${api}/drafts`, { document: 'x' })).status).toBe(403)
    }
    const log = (await admin.ask('GET', `${api}/audit?on=${draft.id}`)).body as { items: { action: string }[] }
    expect(log.items.map(({ action }) => action)).toEqual(['draft.created'])
    await ada.ask('DELETE', `${api}/drafts/${draft.id}`)
  })
})

describe('agreement', () => {
  let draft: DraftCreated
  beforeEach(async () => {
    draft = await begin(grace, await anotherBar(), 'A higher bar')
  })

  test('a change of words needs nobody', async () => {
    const { document } = await head()
    const renamed = document.replace('name: Marketing qualified lead', 'name: MQL')
    const asked = await grace.ask('POST', `${api}/lifecycle/agreement`, { document: renamed })
    expect(AgreementView.parse(asked.body)).toMatchObject({ teams: [], missing: [], proposal: null })
    await save(grace, draft.id, 1, { document: renamed })
    const refused = await grace.ask('POST', `${api}/drafts/${draft.id}/proposal`, {})
    expect(refused).toMatchObject({ status: 422, body: { detail: expect.stringContaining('nobody has to agree') } })
  })

  test('one person of each owning team is asked on Home, and publishing waits for them', async () => {
    const before = await publish(ada, { document: draft.document })
    expect(before).toMatchObject({ status: 409, body: { code: 'agreement_missing' } })
    const id = await propose(grace, draft.id)
    expect((await homeOf(sales)).agreements).toMatchObject([{ id, name: 'A higher bar', teams: ['sales'] }])
    // Grace is of marketing and proposed it; Vic only reads.
    expect((await homeOf(grace)).agreements).toEqual([])
    expect((await homeOf(other)).agreements).toEqual([])
    const seen = await proposalOf(sales, id)
    expect(seen).toMatchObject({ state: 'open', mine: ['sales'], effect: { needs: 'decide' } })
    expect(seen.differences[0]?.text).toContain('engagement')
    expect(seen.teams.map(({ team, agreed }) => [team, agreed?.how ?? null])).toEqual([
      ['marketing', 'proposed'],
      ['sales', null],
    ])
    expect((await answer(other, id, 'agreed')).status).toBe(403)
    expect((await answer(ada, id, 'agreed')).status).toBe(403)
    expect((await answer(sales, id, 'change_asked')).status).toBe(422)
    expect((await answer(sales, id, 'change_asked', 'One less')).status).toBe(204)
    expect((await homeOf(sales)).agreements).toEqual([])
    expect((await publish(ada, { document: draft.document, draft: draft.id })).status).toBe(409)
    expect((await answer(ada, id, 'comment', 'Why?')).status).toBe(204)
    expect((await answer(sales, id, 'agreed')).status).toBe(204)
    const done = await publish(ada, { document: draft.document, draft: draft.id, message: 'Higher' })
    expect(done).toMatchObject({ status: 200 })
    const { version } = await head()
    expect(await head()).toMatchObject({
      agreedBy: [
        { team: 'marketing', how: 'proposed', by: { name: 'Grace' } },
        { team: 'sales', how: 'said', by: { name: 'Sam' } },
      ],
      terms: { proposal: id, proposedBy: { name: 'Grace' }, needs: 'decide', without: null },
    })
    expect(await proposalOf(sales, id)).toMatchObject({ state: 'published', publishedVersion: version })
    expect((await answer(sales, id, 'agreed')).status).toBe(409)
    expect(await readDraft(draft.id)).toMatchObject({ state: 'published', publishedVersion: version })
    expect((await save(grace, draft.id, 2, { name: 'x' })).status).toBe(410)
  })

  test('an edit afterwards takes the agreement back', async () => {
    const id = await propose(grace, draft.id)
    await answer(sales, id, 'agreed')
    const document = `${draft.document}# one more thing\n`
    expect((await save(ada, draft.id, 1, { document })).body).toMatchObject({ withdrawn: true })
    expect(await proposalOf(sales, id)).toMatchObject({ state: 'withdrawn', withdrawnBy: { name: 'Ada' } })
    expect((await publish(ada, { document })).status).toBe(409)
    // What was agreed to is gone too: it is nobody's draft any more.
    expect((await publish(ada, { document: draft.document })).status).toBe(409)
    expect((await answer(sales, id, 'agreed')).status).toBe(409)
  })

  test('what becomes of people is part of what is agreed to', async () => {
    expect((await save(ada, draft.id, 1, { effect: 'undo' })).status).toBe(400)
    expect((await save(ada, draft.id, 1, { effect: 'restate' })).status).toBe(200)
    expect(await readDraft(draft.id)).toMatchObject({ effect: 'restate' })
    const id = await propose(grace, draft.id)
    await answer(sales, id, 'agreed')
    expect(await proposalOf(sales, id)).toMatchObject({ effect: { chosen: 'restate', needs: 'refold' } })
    expect((await publish(ada, { document: draft.document, effect: 'keep' })).status).toBe(409)
    expect((await publish(ada, { document: draft.document, draft: draft.id })).status).toBe(200)
    expect(await head()).toMatchObject({ effect: 'restate', terms: { proposal: id, needs: 'refold' } })
  })

  test('administrators and full keys go without it by saying why; others do not', async () => {
    const reason = { document: draft.document, withoutAgreement: 'Sales is on holiday' }
    expect((await publish(ada, reason)).status).toBe(403)
    expect((await publish(app, { document: draft.document })).status).toBe(409)
    expect((await publish(admin, reason)).status).toBe(200)
    const without = { teams: ['marketing', 'sales'], reason: 'Sales is on holiday' }
    expect(await head()).toMatchObject({ agreedBy: [], terms: { without } })
    const byKey = { document: await anotherBar(), withoutAgreement: 'From the pipeline' }
    expect((await publish(app, byKey)).status).toBe(200)
    const log = (await admin.ask('GET', `${api}/audit?what=lifecycle.published`)).body as { items: object[] }
    expect(log.items[1]).toMatchObject({ after: { without_agreement: without } })
  })

  test('whoever publishes stands for its own teams', async () => {
    const both = await app.signIn({ name: 'Bo', role: 'operations', teams: ['sales', 'marketing'] })
    expect((await publish(both, { document: draft.document })).status).toBe(200)
    expect((await head()).agreedBy.map(({ team, how }) => [team, how])).toEqual([
      ['marketing', 'published'],
      ['sales', 'published'],
    ])
  })

  test('a proposal that another version overtook asks nobody any more', async () => {
    const id = await propose(grace, draft.id)
    expect((await publish(admin, { document: await anotherName() })).status).toBe(200)
    expect(await proposalOf(sales, id)).toMatchObject({ state: 'overtaken' })
    expect((await homeOf(sales)).agreements).toEqual([])
    expect((await answer(sales, id, 'agreed')).status).toBe(409)
    expect((await grace.ask('POST', `${api}/drafts/${draft.id}/proposal`, {})).status).toBe(409)
  })
})

async function anotherName(): Promise<string> {
  const { document, version } = await head()
  return document.replace(/^name: .*$/m, `name: After ${version}`)
}

test('teams in which nobody can sign in are not asked, and that is kept', async () => {
  const { document } = await head()
  const changed = document.replace(
    'to: account_owner, promises: { respond: 1wd }',
    'to: success, promises: { respond: 2wd }',
  )
  expect(changed).not.toBe(document)
  expect((await publish(ada, { document: changed })).status).toBe(200)
  expect(await head()).toMatchObject({ agreedBy: [], terms: { nobody: ['success'], without: null } })
})

test('a version is brought back as a draft, with a way for those in stages that came since; nothing of the past is edited', async () => {
  const first = (await app.ask('GET', `${api}/lifecycle/versions/1`)).body as LifecycleVersion
  const { document } = await head()
  const more = document.replace(
    '  - { key: opportunity,',
    '  - { key: talking, owner: sales, entry: { mode: manual, by: sales } }\n  - { key: opportunity,',
  )
  expect(more).not.toBe(document)
  expect((await publish(admin, { document: more })).status).toBe(200)
  expect((await ada.ask('POST', `${api}/drafts`, { bringBack: 999 })).status).toBe(422)
  const draft = DraftCreated.parse((await ada.ask('POST', `${api}/drafts`, { bringBack: 1 })).body)
  expect(draft).toMatchObject({ bringsBack: 1, ways: [{ stage: 'talking', to: 'sql' }] })
  expect(draft.document.startsWith(first.document)).toBe(true)
  const body = { document: draft.document, draft: draft.id, withoutAgreement: 'As it was' }
  expect((await publish(admin, body)).status).toBe(200)
  const { items } = LifecycleVersionPage.parse((await app.ask('GET', `${api}/lifecycle/versions`)).body)
  expect(items[0]).toMatchObject({ terms: { broughtBack: 1 } })
  expect((await app.ask('GET', `${api}/lifecycle/versions/1`)).body).toEqual(first)
  const compared = await app.ask('GET', `${api}/lifecycle/compare?from=1&to=${items[0]?.version}`)
  expect(compared.body).toMatchObject({ differences: [{ text: expect.stringContaining('talking') }] })
  expect((await app.ask('GET', `${api}/lifecycle/compare?from=1&to=99`)).status).toBe(404)
})

test('after all that a replay finds every transition again', async () => {
  await app.send(
    { type: 'identify', userId: 'kim', traits: { email: 'kim@acme.example', name: 'Kim' } },
    { type: 'track', userId: 'kim', event: 'Form Submitted', properties: { form: 'Demo', offer: 'bottom' } },
  )
  const document = `${await anotherBar()}# higher\n`
  expect((await publish(admin, { document, withoutAgreement: 'Test' })).status).toBe(200)
  const { db } = app.database
  const ripen = { db, programs: createPrograms(), log: pino({ level: 'silent' }), now: () => Date.now() }
  for (let done = 1; done > 0; ) done = await refoldContacts(ripen, ripen.now())
  expect(await checkReplay(ripen)).toMatchObject({ clean: true, examples: [] })
})
