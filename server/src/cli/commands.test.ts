import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { scratchFolder } from '../testing/test-cluster.ts'
import { warmRipen } from '../testing/warm-ripen.ts'

let app: TestApp
let folder: string

beforeAll(async () => {
  await mkdir(scratchFolder, { recursive: true })
  folder = await mkdtemp(join(scratchFolder, `${process.pid}-commands-`))
  app = await startTestApp()
  await app.send(
    { type: 'identify', userId: 'ada', traits: { email: 'ada@acme.example', name: 'Ada Lovelace' } },
    { type: 'identify', userId: 'kim', traits: { email: 'kim@home.example', title: 'VP Sales' } },
    { type: 'page', anonymousId: 'browser-1', name: 'Home' },
    { type: 'track', userId: 'ada', event: 'Form Submitted', properties: { form: 'Demo', offer: 'bottom' } },
  )
})

afterAll(async () => {
  end()
  await app.close()
  await rm(folder, { recursive: true })
})

const { run: ripen, end } = warmRipen(() => ({ RIPEN_DATA_DIR: folder, DATABASE_URL: app.database.url }))

async function ripenJson<T>(...args: string[]): Promise<T> {
  const { output } = await ripen(...args, '--json')
  return JSON.parse(output) as T
}

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, text)
  return file
}

describe('ripen why', () => {
  test('tells as JSON why a contact is in its stage', async () => {
    const why = await ripenJson<{ evidence: string[]; explanation: object; contact: object }>('why', 'ada@acme.example')
    expect(why).toMatchObject({ stage: 'mql', cause: 'rule', contact: { email: 'ada@acme.example' } })
    expect(why).toMatchObject({ since: expect.stringMatching(/Z$/), explanation: { holds: true } })
    expect(why.evidence).toEqual([expect.any(String)])
  })

  test('is readable without --json', async () => {
    const { code, output } = await ripen('why', 'ada')
    expect(code).toBe(0)
    expect(output).toMatch(/^Ada Lovelace, ada@acme\.example \(acme\.example\) is in mql \(hot\) since \d{4}-/)
    expect(output).toContain('\nBecause\n  ✓ all of\n')
    expect(output).toContain('Gave its details at “Demo”')
    expect(output).toMatch(/UTC {2}mql {2}met the criteria: gave its details for a bottom-of-funnel offer\n/)
  })

  test('of somebody in no stage says what is missing', async () => {
    const { output } = await ripen('why', 'kim')
    expect(output).toContain(
      'kim@home.example (home.example) is in no stage yet. It does not meet the criteria of Subscriber, the first stage.',
    )
    expect(output).toContain('What that stage asks for\n  ✗ is subscribed to “newsletter”')
    expect((await ripen('why', 'browser-1')).output).toContain('There is no way yet to reach or name this person')
  })

  test('of nobody is one sentence and exit code 1', async () => {
    expect(await ripen('why', 'nobody')).toEqual({ code: 1, output: 'There is no contact nobody.\n' })
  })
})

describe('ripen replay', () => {
  test('--check proves every move again', async () => {
    const { code, output } = await ripen('replay', '--check', '--json')
    const report = JSON.parse(output)
    expect(report).toMatchObject({ drift: { late: 0, version: 0, merge: 0, account: 0, unexplained: 0 } })
    expect(report.transitions).toBeGreaterThan(0)
    expect(report.reproduced).toBe(report.transitions)
    expect(code).toBe(0)
  })

  test('exits with 1 where the ledger was tampered with', async () => {
    const { pool } = app.database.db
    await pool.query(`update transitions set to_stage = 'customer' where to_stage = 'mql'`)
    const { code, output } = await ripen('replay', '--check')
    await pool.query(`update transitions set to_stage = 'mql' where to_stage = 'customer'`)
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('NOT clean.') })
  })
})

describe('ripen lifecycle', () => {
  const good = 'ripen: 1\nname: Small\nstages:\n  - { key: lead, entry: { when: { did: Signed } } }\n'

  test('presets prints a document that validate finds valid', async () => {
    const { output } = await ripen('lifecycle', 'presets', 'two-step')
    const file = await fileOf('two-step.yaml', output)
    expect(await ripen('lifecycle', 'validate', file)).toEqual({ code: 0, output: `${file} is valid.\n` })
    expect((await ripen('lifecycle', 'presets', 'b2bb')).output).toContain('There are b2b, ')
  })

  test('validate names the place of a fault and exits with 1', async () => {
    const file = await fileOf('faulty.yaml', good.replace('did:', 'ddid:'))
    const { code, output } = await ripen('lifecycle', 'validate', file)
    expect(code).toBe(1)
    expect(output).toMatch(/faulty\.yaml:4:\d+ {2}.*“ddid”.*Did you mean “did”\?/)
  })

  test.each([
    ['lead', 0, '1 passed, 0 failed'],
    ['buyer', 1, 'stage: expected buyer, found lead'],
    ['buyer', 1, '✗ did “Bought”'],
    ['customer', 1, 'There is no stage “customer”.'],
  ])('test lets cases happen (expecting %j)', async (wanted, code, words) => {
    const file = await fileOf('small.yaml', `${good}  - { key: buyer, entry: { when: { did: Bought } } }\n`)
    await fileOf(
      'small.cases.yaml',
      `cases:\n  - name: Signs\n    events:\n      - { at: 2026-01-05 10:00, did: Signed }\n    expect: { stage: ${wanted} }\n`,
    )
    const result = await ripen('lifecycle', 'test', file)
    expect(result).toMatchObject({ code, output: expect.stringContaining(words) })
  })

  test('a preset stands where a file may', async () => {
    expect((await ripen('lifecycle', 'validate', 'b2c')).output).toContain('b2c is valid.\n')
    expect((await ripen('lifecycle', 'test', 'preset:hubspot')).output).toContain(' passed, 0 failed\n')
  })

  test('publish makes the next version, and export prints it', async () => {
    const preset = (await ripen('lifecycle', 'presets', 'b2b')).output
    const file = await fileOf('mine.yaml', preset.replace(/^name: .*$/m, 'name: Mine'))
    const { version } = await ripenJson<{ version: number }>('lifecycle', 'publish', file, '-m', 'Renamed')
    expect(version).toBe(2)
    expect((await ripen('lifecycle', 'publish', file)).output).toBe('Version 2 is this document already.\n')
    expect((await ripen('lifecycle', 'export')).output).toContain('name: Mine\n')
    expect((await ripen('lifecycle', 'export', '--version', '1')).output).toBe(preset)
    expect(await ripen('lifecycle', 'export', '--version', '9')).toEqual({
      code: 1,
      output: 'There is no version 9.\n',
    })
  })

  test('drafts are saved with the revision that they build on, shown and discarded', { timeout: 120_000 }, async () => {
    const { id } = await ripenJson<{ id: string }>('lifecycle', 'draft', 'save', 'two-step', '--name', 'From a file')
    expect((await ripen('lifecycle', 'draft', 'show', 'From a file')).output).toContain('name: Two steps\n')
    const saved = await ripen('lifecycle', 'draft', 'save', 'b2b', '--draft', 'From a file', '--revision', '1')
    expect(saved).toEqual({ code: 0, output: 'Saved as revision 2.\n' })
    const late = await ripen('lifecycle', 'draft', 'save', 'b2b', '--draft', id, '--revision', '1')
    expect(late).toMatchObject({ code: 1, output: expect.stringContaining('was changed in the meantime') })
    expect(await ripen('lifecycle', 'draft', 'discard', id)).toEqual({ code: 0, output: 'Discarded.\n' })
    expect((await ripen('lifecycle', 'draft', 'list')).output).toBe('There are no open drafts.\n')
  })

  test('publish of a faulty document publishes nothing', async () => {
    const file = await fileOf('broken.yaml', 'ripen: 1\nname: [')
    expect(await ripen('lifecycle', 'publish', file)).toMatchObject({ code: 1, output: expect.stringContaining(':2:') })
  })

  test('a file that is not there is one sentence', async () => {
    const { code, output } = await ripen('lifecycle', 'validate', 'no-such-file.yaml')
    expect(code).toBe(1)
    expect(output).toMatch(/^no-such-file\.yaml cannot be read: .*\n$/)
  })
})

describe('ripen key', () => {
  test('create makes a key that works until it is revoked', async () => {
    const made = await ripenJson<{ id: string; key: string }>('key', 'create', '--kind', 'read', '--name', 'CI')
    expect(made.key).toMatch(/^ripen_r_/)
    const headers = { authorization: `Bearer ${made.key}` }
    expect((await app.ask('GET', '/api/v1/contacts', undefined, headers)).status).toBe(200)
    expect((await ripen('key', 'list')).output).toContain(made.id)
    expect((await ripen('key', 'revoke', made.id)).output).toContain('Revoked CI')
    expect((await ripen('key', 'list')).output).toContain('CI (revoked)')
  })

  test('create --historical is for full keys', async () => {
    const made = await ripenJson('key', 'create', '--kind', 'full', '--historical', '--name', 'Import')
    expect(made).toMatchObject({ historical: true, key: expect.stringMatching(/^ripen_f_/) })
    const refused = await ripen('key', 'create', '--kind', 'write', '--historical', '--name', 'x')
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('only full keys') })
  })

  test.each([
    [['create', '--kind', 'admin', '--name', 'x'], 'write, read, full'],
    [['revoke', 'nothing'], 'There is no key nothing'],
  ])('%j says what is missing', async (args, words) => {
    expect(await ripen('key', ...args)).toMatchObject({ code: 1, output: expect.stringContaining(words) })
  })

  test('revoke does not repeat a key that was given whole', async () => {
    const { code, output } = await ripen('key', 'revoke', app.keys.full)
    expect(code).toBe(1)
    expect(output).not.toContain(app.keys.full)
  })
})

describe('ripen segment', () => {
  test('saves, lists, counts, changes and deletes', async () => {
    const where = JSON.stringify({ did: 'Form Submitted' })
    const made = await ripenJson(
      'segment',
      'create',
      '--name',
      'Raised a hand',
      '--where',
      JSON.stringify({ known: true }),
    )
    expect(made).toMatchObject({ key: 'raised_a_hand', kept: 'columns' })
    expect((await ripen('segment', 'list')).output).toMatch(/raised_a_hand {2}Raised a hand/)
    expect(await ripenJson('segment', 'count', '{ "segment": "raised_a_hand" }')).toMatchObject({
      count: 2,
      exact: true,
    })
    expect((await ripen('segment', 'count', where)).output).toBe('0\n')
    expect(await ripenJson('segment', 'change', 'raised_a_hand', '--name', 'Known')).toMatchObject({ name: 'Known' })
    expect((await ripen('segment', 'delete', 'raised_a_hand')).output).toBe('Deleted “Known” (raised_a_hand).\n')
    expect(await ripenJson('segment', 'list')).toEqual({ segments: [] })
  })

  test.each([
    [['count', '{'], '`where` is no JSON'],
    [['count', '{"stge":"mql"}'], 'Did you mean “stage”?'],
    [['create', '--name', 'x', '--key', 'No key', '--where', '{"known":true}'], 'key'],
    [['delete', 'nothing'], 'There is no segment “nothing”.'],
    [['change', 'nothing'], 'Nothing is to be changed'],
  ])('%j says what is wrong', async (args, words) => {
    expect(await ripen('segment', ...args)).toMatchObject({ code: 1, output: expect.stringContaining(words) })
  })
})
