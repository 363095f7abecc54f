import { beforeEach, expect, test } from 'vitest'
import type { DraftView } from '../../../../../server/src/contract/drafts.ts'
import type { DraftApi } from '../../../api/drafts.ts'
import { RequestFailed } from '../../../api/request.ts'
import { createKeeper, DRAFT_KEY } from './draft-keeper.ts'

const head = { version: 1, document: 'name: A\nzone: UTC\nstages: [ { key: lead, name: Lead } ]\n' }
const at = '2026-03-02T09:00:00.000Z'
const ada = { user: 'ada', name: 'Ada' }

/** A server in memory that can be away, and that can lose its answers. */
class Server implements DraftApi {
  drafts = new Map<string, DraftView>()
  keys = new Map<string, string>()
  isAway = false
  losesAnswers = false

  #reach(): void {
    if (this.isAway) throw new RequestFailed({ status: 0, code: 'unreachable', detail: 'Ripen cannot be reached.' })
  }
  #answered<Answer>(answer: Answer): Answer {
    if (this.losesAnswers) {
      this.losesAnswers = false
      throw new RequestFailed({ status: 0, code: 'unreachable', detail: 'Ripen cannot be reached.' })
    }
    return answer
  }
  read = async (id: string) => {
    this.#reach()
    const found = this.drafts.get(id)
    if (found === undefined) throw new RequestFailed({ status: 404, code: 'not_found', detail: 'There is no draft.' })
    return found
  }
  create = async ({ document, base }: { document: string; base: number }, key: string) => {
    this.#reach()
    const id = this.keys.get(key) ?? `d${this.drafts.size + 1}`
    this.keys.set(key, id)
    const draft = this.drafts.get(id) ?? this.#draft(id, document, base)
    this.drafts.set(id, draft)
    return this.#answered({ ...draft, ways: [] })
  }
  #draft(id: string, document: string, base: number): DraftView {
    const who = { createdAt: at, createdBy: ada, changedAt: at, changedBy: ada, editors: [], closedBy: null }
    const rest = {
      effect: 'keep' as const,
      bringsBack: null,
      proposal: null,
      publishedVersion: null,
      state: 'open' as const,
    }
    return { id, name: 'Draft', document, base, revision: 1, ...who, ...rest }
  }
  save = async (id: string, revision: number, change: Parameters<DraftApi['save']>[2]) => {
    const draft = await this.read(id)
    if (draft.state !== 'open') throw new RequestFailed({ status: 410, code: 'gone', detail: 'It was discarded.' })
    if (draft.revision !== revision)
      throw new RequestFailed({ status: 412, code: 'precondition_failed', detail: 'It was changed.' })
    this.drafts.set(id, { ...draft, ...change, revision: revision + 1 })
    return this.#answered({ revision: revision + 1, changedAt: at, withdrawn: false })
  }
  discard = async (id: string) => {
    this.drafts.set(id, { ...(await this.read(id)), state: 'discarded' })
  }
  restore = async (id: string) => {
    this.drafts.set(id, { ...(await this.read(id)), state: 'open' })
    return this.read(id)
  }
  bringBack = async () => Promise.reject(new Error('not asked for'))
  /** Somebody else saves a draft. */
  async others(id: string, change: (text: string) => string): Promise<void> {
    const { document, revision } = await this.read(id)
    await this.save(id, revision, { document: change(document) })
  }
}

let server: Server
let stored: Map<string, string>
beforeEach(() => {
  server = new Server()
  stored = new Map()
})

function keeperOf() {
  const keeper = createKeeper({
    api: server,
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    // Nothing is sent by itself: the test says when.
    later: () => () => {},
  })
  keeper.begin(true)
  return keeper
}

const lead = (name: string) => head.document.replace('name: Lead', `name: ${name}`)
const textOf = (keeper: ReturnType<typeof keeperOf>) => keeper.state().kept?.text

test('what is changed is here at once, and on the server when it is sent', async () => {
  const keeper = keeperOf()
  keeper.change(lead('Leads'), head)
  expect(JSON.parse(stored.get(DRAFT_KEY) ?? '')).toMatchObject({ text: lead('Leads'), id: null })
  expect(await keeper.settle()).toBe(true)
  expect(server.drafts.get('d1')).toMatchObject({ document: lead('Leads'), base: 1 })
  keeper.change(lead('Leader'), head)
  expect(await keeper.settle()).toBe(true)
  expect(server.drafts.get('d1')).toMatchObject({ document: lead('Leader'), revision: 2 })
})

test('what was changed and taken back before it was sent is no draft', () => {
  const keeper = keeperOf()
  keeper.change(lead('Leads'), head)
  keeper.change(head.document, head)
  expect(keeper.state().kept).toBeNull()
  expect(stored.size).toBe(0)
})

test('two who change different places both keep theirs', async () => {
  const keeper = keeperOf()
  keeper.change(lead('Leads'), head)
  await keeper.settle()
  await server.others('d1', (text) => `${text.replace('UTC', 'Europe/Berlin')}# Ada was here\n`)
  keeper.change(lead('Leader'), head)
  const { merges } = keeper.state()
  await keeper.settle()
  expect(await keeper.settle()).toBe(true)
  const both = server.drafts.get('d1')?.document
  expect(both).toBe(textOf(keeper))
  expect(both).toContain('name: Leader')
  expect(both).toContain('zone: Europe/Berlin')
  expect(both).toContain('# Ada was here')
  expect(keeper.state().merges).toBeGreaterThan(merges)
})

test('the same place in two ways is asked about; until then nothing is sent', async () => {
  const keeper = keeperOf()
  keeper.change(lead('Leads'), head)
  await keeper.settle()
  await server.others('d1', (text) => text.replace('Leads', 'Prospect'))
  keeper.change(lead('Leader'), head)
  expect(await keeper.settle()).toBe(false)
  expect(keeper.state().clash).toMatchObject({ with: 'draft', who: ada, theirs: lead('Prospect') })
  expect(server.drafts.get('d1')?.document).toBe(lead('Prospect'))
  keeper.choose(JSON.stringify(['stages', 'lead', 'name']), 'mine')
  keeper.decide()
  expect(await keeper.settle()).toBe(true)
  expect(server.drafts.get('d1')?.document).toBe(lead('Leader'))
})

test('while the server is away nothing is lost, also over a reload; it is sent when it is back', async () => {
  const keeper = keeperOf()
  keeper.change(lead('Leads'), head)
  await keeper.settle()
  server.isAway = true
  keeper.change(lead('Away'), head)
  expect(await keeper.settle()).toBe(false)
  expect(keeper.state()).toMatchObject({ saving: 'away' })
  const again = keeperOf()
  expect(textOf(again)).toBe(lead('Away'))
  await server.others('d1', (text) => text).catch(() => {})
  server.isAway = false
  expect(await again.settle()).toBe(true)
  expect(again.state().saving).toBe('saved')
  expect(server.drafts.get('d1')?.document).toBe(lead('Away'))
})

test('an answer that was lost makes neither a second draft nor a question', async () => {
  const keeper = keeperOf()
  server.losesAnswers = true
  keeper.change(lead('One'), head)
  expect(await keeper.settle()).toBe(false)
  keeper.change(lead('Two'), head)
  await keeper.settle()
  expect(await keeper.settle()).toBe(true)
  expect(server.drafts.size).toBe(1)
  expect(server.drafts.get('d1')?.document).toBe(lead('Two'))
  server.losesAnswers = true
  keeper.change(lead('Three'), head)
  expect(await keeper.settle()).toBe(false)
  keeper.change(lead('Four'), head)
  await keeper.settle()
  expect(await keeper.settle()).toBe(true)
  expect(keeper.state().clash).toBeNull()
  expect(server.drafts.get('d1')?.document).toBe(lead('Four'))
})

test('what somebody discarded stays here, and can become a draft of its own', async () => {
  const keeper = keeperOf()
  keeper.change(lead('Leads'), head)
  await keeper.settle()
  await server.discard('d1')
  await keeper.look()
  expect(keeper.state()).toMatchObject({ saving: 'gone', kept: { text: lead('Leads') } })
  keeper.fork()
  expect(await keeper.settle()).toBe(true)
  expect(server.drafts.get('d2')).toMatchObject({ state: 'open', document: lead('Leads') })
})

test('what is larger than the browser keeps is on the server all the same', async () => {
  const keeper = createKeeper({
    api: server,
    storage: {
      getItem: () => null,
      setItem: () => {
        throw new Error('The quota has been exceeded.')
      },
      removeItem: () => {},
    },
    later: () => () => {},
  })
  keeper.begin(true)
  keeper.change(lead('Leads'), head)
  expect(await keeper.settle()).toBe(true)
  expect(server.drafts.get('d1')?.document).toBe(lead('Leads'))
})

test('what was published as it is here needs no word', async () => {
  const keeper = keeperOf()
  keeper.change(lead('Leads'), head)
  await keeper.settle()
  const draft = await server.read('d1')
  server.drafts.set('d1', { ...draft, state: 'published', publishedVersion: 2 })
  await keeper.look()
  expect(keeper.state()).toMatchObject({ kept: null, saving: 'saved' })
})

test('a draft is discarded and had back', async () => {
  const keeper = keeperOf()
  keeper.change(lead('Leads'), head)
  await keeper.settle()
  const kept = await keeper.discard()
  expect(server.drafts.get('d1')?.state).toBe('discarded')
  expect(keeper.state().kept).toBeNull()
  if (kept !== null) await keeper.restore(kept)
  expect(server.drafts.get('d1')?.state).toBe('open')
  expect(textOf(keeper)).toBe(lead('Leads'))
})

test('a draft is brought onto a newer version, which asks only where both changed the same', async () => {
  const keeper = keeperOf()
  keeper.change(lead('Leads'), head)
  await keeper.settle()
  const next = { version: 2, document: head.document.replace('UTC', 'Europe/Berlin') }
  keeper.rebase(head.document, next)
  expect(keeper.state().kept).toMatchObject({ base: 2, text: lead('Leads').replace('UTC', 'Europe/Berlin') })
  expect(await keeper.settle()).toBe(true)
  expect(server.drafts.get('d1')).toMatchObject({ base: 2 })
  keeper.rebase(next.document, { version: 3, document: next.document.replace('name: Lead', 'name: Other') })
  expect(keeper.state().clash).toMatchObject({ with: 'version', number: 3 })
  keeper.decide()
  expect(textOf(keeper)).toContain('name: Other')
  expect(keeper.state().kept).toMatchObject({ base: 3 })
})

test('a draft of before they were shared is taken over', async () => {
  stored.set(DRAFT_KEY, JSON.stringify({ base: 1, text: lead('Old') }))
  const keeper = keeperOf()
  expect(await keeper.settle()).toBe(true)
  expect(server.drafts.get('d1')?.document).toBe(lead('Old'))
  expect(keeperOf().state().kept).toMatchObject({ id: 'd1', revision: 1 })
  stored.set(DRAFT_KEY, '{ "nonsense')
  expect(keeperOf().state().kept).toBeNull()
})
