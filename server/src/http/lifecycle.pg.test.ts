import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LifecycleVersion } from '../contract/lifecycle.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

const path = '/api/v1/lifecycle'
const read = async () => (await app.ask('GET', path)).body as LifecycleVersion
const renamed = async (name: string) => (await read()).document.replace(/^name: .*$/m, `name: ${name}`)
const etag = async () => (await app.ask('GET', path)).headers.get('etag') ?? ''

test('the version in force has an ETag, which spares reading it again', async () => {
  expect(await read()).toMatchObject({
    version: 1,
    publishedBy: 'system',
    document: expect.stringContaining('ripen: 1'),
  })
  expect(await etag()).toBe('"v1"')
  expect((await app.ask('GET', path, undefined, { 'if-none-match': '"v1"' })).status).toBe(304)
})

describe('publishing', () => {
  test('needs to know what it replaces', async () => {
    const draft = { document: await renamed('Blind'), message: 'x' }
    expect((await app.ask('PUT', path, draft)).status).toBe(428)
    expect((await app.ask('PUT', path, draft, { 'if-match': '"v99"' })).status).toBe(412)
    expect((await app.ask('PUT', path, draft, { 'if-match': 'nonsense' })).status).toBe(412)
    expect((await app.ask('PUT', path, draft, { 'if-none-match': '*' })).status).toBe(412)
  })

  test('makes the next version, once', async () => {
    const [before, match] = [await read(), await etag()]
    const draft = { document: await renamed('Mine'), message: 'Another name' }
    const { status, body, headers } = await app.ask('PUT', path, draft, { 'if-match': match })
    const version = before.version + 1
    expect({ status, body }).toMatchObject({ status: 200, body: { version, changed: true } })
    expect(headers.get('etag')).toBe(`"v${version}"`)
    const again = await app.ask('PUT', path, draft, { 'if-match': `"v${version}"` })
    expect(again.body).toMatchObject({ version, changed: false })
    const kept = await app.ask('GET', `${path}/versions/${version}`)
    expect(kept.body).toMatchObject({ message: 'Another name', publishedBy: { key: expect.any(String) } })
  })

  test('by two at once lets one of them win; the other is told', async () => {
    const match = await etag()
    const answers = await Promise.all(
      ['First', 'Second'].map(async (name) =>
        app.ask('PUT', path, { document: await renamed(name), message: name }, { 'if-match': match }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    const loser = answers.find(({ status }) => status === 412)
    expect(loser?.body).toMatchObject({ detail: expect.stringContaining('was published in the meantime') })
  })

  test('of a faulty document names each fault with its place', async () => {
    const document = (await read()).document.replace('is: hand_raise', 'is: hand_raze')
    const { status, body } = await app.ask('PUT', path, { document }, { 'if-match': await etag() })
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { faults: [{ line: expect.any(Number), text: expect.stringContaining('hand_raise') }] },
    })
  })

  test('has the effect that was chosen, kept with the version; another is refused and changes nothing', async () => {
    const { document, version } = await read()
    const match = { 'if-match': await etag() }
    const wrong = await app.ask('PUT', path, { document, effect: 'undo' }, match)
    expect(wrong).toMatchObject({ status: 400, body: { detail: expect.stringContaining('restate') } })
    expect((await read()).version).toBe(version)
    // The same text again is a version of its own where it is to restate.
    const put = await app.ask('PUT', path, { document, effect: 'restate', message: 'For all' }, match)
    expect(put).toMatchObject({ status: 200, body: { version: version + 1, changed: true } })
    const { body } = await app.ask('GET', `${path}/versions`)
    expect((body as { items: object[] }).items.slice(0, 2)).toMatchObject([
      { version: version + 1, effect: 'restate', message: 'For all' },
      { version, effect: 'keep' },
    ])
  })

  test('of a document beyond all measure is 413', async () => {
    const { status } = await app.ask('PUT', path, { document: 'x'.repeat(7_000_000) }, { 'if-match': '"v1"' })
    expect(status).toBe(413)
  })
})

test('a document is checked without being published', async () => {
  const good = await app.ask('POST', `${path}/validate`, { document: (await read()).document })
  expect(good.body).toMatchObject({ valid: true, faults: [] })
  const bad = await app.ask('POST', `${path}/validate`, { document: 'ripen: 1\nname: [' })
  expect(bad).toMatchObject({ status: 200, body: { valid: false, faults: [{ line: expect.any(Number) }] } })
})

test('versions are listed in pages, newest first', async () => {
  const { items, next } = (await app.ask('GET', `${path}/versions?limit=1`)).body as {
    items: { version: number }[]
    next: string
  }
  const rest = (await app.ask('GET', `${path}/versions?cursor=${next}`)).body as typeof items & {
    items: { version: number }[]
    next: null
  }
  const versions = [...items, ...rest.items].map(({ version }) => version)
  expect(versions).toEqual([...versions].sort((a, b) => b - a))
  expect(versions.at(-1)).toBe(1)
  expect(rest.next).toBeNull()
})

test.each(['0', '99', '-1', 'x', '99999999999'])('there is no version %s', async (version) => {
  expect([400, 404]).toContain((await app.ask('GET', `${path}/versions/${version}`)).status)
})

test('presets and the JSON Schema are there for editors', async () => {
  const { items } = (await app.ask('GET', `${path}/presets`)).body as { items: { key: string }[] }
  expect(items.map(({ key }) => key)).toEqual(expect.arrayContaining(['b2b', 'hubspot', 'two-step']))
  expect((await app.ask('GET', `${path}/schema`)).body).toMatchObject({ type: 'object' })
})
