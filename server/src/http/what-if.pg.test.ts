import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlanView, WhatIfView } from '../contract/what-if.ts'
import { findPreset } from '../domain/lifecycle/presets/presets.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { scratchFolder } from '../testing/test-cluster.ts'
import { warmRipen } from '../testing/warm-ripen.ts'

const b2b = findPreset('b2b')?.document ?? ''
const easier = b2b
  .replace('at_least: 60', 'at_least: 10')
  .replace('{ fit: { at_least: B } }', '{ traits.title: { starts: VP } }')
const without = b2b
  .replace(/ {2}- key: engaged[\s\S]*?(?= {2}- key: mql)/, '')
  .replace('\nengaged: engaged', '\nengaged: lead')

let app: TestApp
let folder: string

beforeAll(async () => {
  await mkdir(scratchFolder, { recursive: true })
  folder = await mkdtemp(join(scratchFolder, `${process.pid}-what-if-`))
  app = await startTestApp()
  const person = (userId: string, title: string) => ({
    type: 'identify',
    userId,
    traits: { email: `${userId}@acme.example`, name: userId, title },
  })
  await app.send(
    person('ada', 'VP Data'),
    person('bob', 'Clerk'),
    { type: 'track', userId: 'ada', event: 'Content Downloaded' },
    { type: 'track', userId: 'bob', event: 'Content Downloaded' },
    { type: 'track', userId: 'bob', event: 'Form Submitted', properties: { form: 'demo', offer: 'bottom' } },
  )
})

afterAll(async () => {
  commands.end()
  await app.close()
  await rm(folder, { recursive: true })
})

const commands = warmRipen(() => ({ RIPEN_DATA_DIR: folder, DATABASE_URL: app.database.url }))

async function ripen(document: string, ...args: string[]) {
  const file = join(folder, 'candidate.yaml')
  await writeFile(file, document)
  const [command = '', ...rest] = args
  return commands.run('lifecycle', command, file, ...rest)
}

const month = () => new Date().toISOString().slice(0, 7)

describe('what-if', () => {
  test('by the API', async () => {
    const { status, body } = await app.ask('POST', '/api/v1/lifecycle/what-if', { document: easier })
    expect(status).toBe(200)
    expect(body).toMatchObject({ stage: 'mql', kept: 1, dropped: 0, added: 1, orphaned: 0, engine: expect.any(String) })
    const { people } = body as WhatIfView
    expect(people.added).toMatchObject([{ name: 'ada', explanation: { holds: true }, otherwise: { holds: false } }])
  })

  test('by the command, as JSON and to be read', async () => {
    const { code, output } = await ripen(easier, 'what-if', '--json')
    expect({ code, output }).toMatchObject({ code: 0 })
    const view = JSON.parse(output) as WhatIfView
    expect(view).toMatchObject({ kept: 1, dropped: 0, added: 1, orphaned: 0, cpu_ms: expect.any(Number) })
    expect(Object.values(view.current['mql'] ?? {})).toEqual([1])
    expect(Object.values(view.candidate['mql'] ?? {})).toEqual([2])
    const text = (await ripen(easier, 'what-if', '--since', month())).output
    expect(text).toContain('mql: the engagement score is at least 60 → 10\n')
    expect(text).toContain('Into mql: 1 kept, 0 dropped, 1 added.')
    expect(text).toContain('Too few were kept for an estimate.')
    expect(text).toContain('✗ the engagement score is at least 60  [found: 15]')
  })

  test('asks for what it needs', async () => {
    const ask = (body: object) => app.ask('POST', '/api/v1/lifecycle/what-if', body)
    expect(await ask({ document: easier, since: '2026' })).toMatchObject({ status: 400 })
    expect(await ask({ document: easier, stage: 'nowhere' })).toMatchObject({
      status: 422,
      body: {
        detail: expect.stringContaining(
          'There is no stage nowhere. Say whose people to compare; there are subscriber,',
        ),
      },
    })
    expect(await ask({ document: easier.replace('at_least: 10', 'at_leats: 10') })).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/^Line \d+, column \d+: “at_leats” is not understood here/) },
    })
    const { code, output } = await ripen(easier, 'what-if', '--since', 'spring')
    expect({ code, output }).toEqual({ code: 1, output: 'spring is no month: they are written like 2026-01.\n' })
  })

  test('is not for keys that only read or write', async () => {
    for (const kind of ['read', 'write'] as const) {
      const headers = { authorization: `Bearer ${app.keys[kind]}` }
      expect((await app.ask('POST', '/api/v1/lifecycle/what-if', { document: b2b }, headers)).status).toBe(403)
      expect((await app.ask('POST', '/api/v1/lifecycle/plan', { document: b2b }, headers)).status).toBe(403)
    }
  })
})

describe('plan', () => {
  test('by the API', async () => {
    const { status, body } = await app.ask('POST', '/api/v1/lifecycle/plan', { document: easier })
    expect(status).toBe(200)
    expect(body).toMatchObject({ version: 1, needs: 'decide', moving: 1 })
    const { moves } = body as PlanView
    expect(moves).toMatchObject([{ from: 'engaged', to: 'mql', count: 1, people: [{ name: 'ada' }] }])
  })

  test('by the command', async () => {
    const { code, output } = await ripen(easier, 'plan')
    expect({ code, output }).toMatchObject({ code: 0 })
    expect(output).toMatch(/^Against version 1, now:\n {2}mql: the engagement score is at least 60 → 10\n/)
    expect(output).toContain('1 of 2 contacts would move: 1 forward.\n\n1  engaged → mql\n  ada, ada@acme.example\n')
    expect(JSON.parse((await ripen(easier, 'plan', '--json')).output)).toMatchObject({ moving: 1 })
  })

  test('with restate, by the API and the command: who would be moved back, too', async () => {
    const document = b2b
      .replace('[Content Downloaded, Webinar Attended, Video Watched]', '[Webinar Attended, Video Watched]')
      .replace('{ subscribed: newsletter } } }', '{ did: Content Downloaded } } }')
    const { status, body } = await app.ask('POST', '/api/v1/lifecycle/plan', { document, effect: 'restate' })
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        effect: 'restate',
        needs: 'refold',
        moving: 1,
        forward: 0,
        back: 1,
        beside: 0,
        stays: { opportunity: 0, handoff: 0, no_stage: 0, orphaned: 0 },
        moves: [{ from: 'engaged', to: 'subscriber', people: [{ name: 'ada', explanation: { holds: true } }] }],
      },
    })
    expect((await app.ask('POST', '/api/v1/lifecycle/plan', { document })).body).toMatchObject({
      moving: 0,
      stays: null,
    })
    const { code, output } = await ripen(document, 'plan', '--effect', 'restate')
    expect(code).toBe(0)
    expect(output).toContain('1 of 2 contacts would move: 1 back.\n\n1  engaged → subscriber\n')
    const wrong = await ripen(document, 'plan', '--effect', 'undo')
    expect(wrong).toMatchObject({
      code: 1,
      output: 'There is no effect undo. Publishing has the effect keep, or restate.\n',
    })
  })

  test('of a faulty candidate, and of one that takes a stage in use away, ends with 1 and says where', async () => {
    const faulty = await ripen(b2b.replace('owner: success, requires', 'owner: succes, requires'), 'plan')
    expect(faulty.code).toBe(1)
    expect(faulty.output).toMatch(/candidate\.yaml:\d+:\d+ {2}There is no team “succes”\. Did you mean “success”\?/)
    for (const command of ['plan', 'what-if']) {
      const gone = await ripen(without, command)
      expect(gone.code).toBe(1)
      expect(gone.output).toMatch(/:\d+:\d+ {2}engaged is gone, and 1 contact stands in it\. Say under `migrate`/)
    }
    const json = await ripen(without, 'plan', '--json')
    expect(JSON.parse(json.output)).toMatchObject({ outcome: 'faults', faults: [{ path: ['stages'] }] })
  })
})

test('a publish that comes second is told what the first one changed', async () => {
  const put = (document: string, version: number) =>
    app.ask('PUT', '/api/v1/lifecycle', { document, message: '' }, { 'if-match': `"v${version}"` })
  expect((await put(easier, 1)).status).toBe(200)
  const late = await put(b2b.replace('name: B2B', 'name: Other'), 1)
  expect(late).toMatchObject({
    status: 412,
    body: { differences: expect.arrayContaining(['mql: the engagement score is at least 60 → 10']) },
  })
  const { code, output } = await ripen(b2b.replace('name: B2B', 'name: Other'), 'publish', '--parent', '1')
  expect(code).toBe(1)
  expect(output).toContain('made from version 1, and version 2 is in force. Since then:\n  mql: the engagement')
  expect(output).toContain('publish with --parent 2.')
})
