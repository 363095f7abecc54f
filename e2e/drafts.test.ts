import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp } from '../server/src/app.ts'
import { createKey } from '../server/src/features/keys/keys.ts'
import { type TestDatabase, testDatabase } from '../server/src/testing/database.ts'
import { testRipen } from '../server/src/testing/ripen.ts'
import { type SignedIn, signedIn } from '../server/src/testing/signed-in.ts'
import {
  findFaintness,
  findViolations,
  hasBrowser,
  type OpenedPage,
  openPage,
  sharedBrowser,
  takePicture,
} from './browser.ts'
import { closePages } from './kept-pages.ts'
import { storyOfOthers } from './story.ts'

const looks = [
  { name: 'light', width: 1440, height: 1000 },
  { name: 'dark', dark: true, width: 1440, height: 1000 },
  { name: 'phone', width: 360, height: 740 },
]

describe.skipIf(!hasBrowser)('drafts that people share', { timeout: 180_000 }, () => {
  let database: TestDatabase
  let dataDir: string
  let log: Awaited<ReturnType<typeof testRipen>>['log']
  let app: Awaited<ReturnType<typeof startApp>>
  let browser: Browser
  let [mary, ada, sam]: SignedIn[] = []
  let [ofMary, ofAda, ofSam]: OpenedPage[] = []
  let send: (batch: readonly object[]) => Promise<void>

  const start = (port: number) =>
    startApp({
      config: { host: '127.0.0.1', port, url: null, dataDir },
      db: database.db,
      log,
      isDatabaseUp: () => true,
    })

  beforeAll(async () => {
    database = await testDatabase()
    dataDir = await mkdtemp(join(tmpdir(), 'ripen-test-app-'))
    log = (await testRipen(database.db, { now: Date.now() })).log
    app = await start(0)
    const { pool } = database.db
    const person = (given: Parameters<typeof signedIn>[1]) => signedIn({ url: app.url, pool }, given)
    mary = await person({ name: 'Mary Somerville' })
    ada = await person({ name: 'Ada Lovelace', role: 'operations', teams: ['marketing'] })
    sam = await person({ name: 'Sam Morse', role: 'sales', teams: ['sales'] })
    const { key } = await createKey(pool, { name: 'Test', kind: 'full', historical: true }, Date.now())
    send = async (batch) => {
      const response = await fetch(`${app.url}/v1/batch`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ batch, sentAt: new Date().toISOString() }),
      })
      expect(response.status).toBe(200)
    }
    await send(storyOfOthers(12))
    browser = await sharedBrowser()
    const open = (who: SignedIn | undefined) =>
      openPage(browser, { url: app.url, cookie: who?.cookie ?? '' }, { height: 1000 })
    ofMary = await open(mary)
    ofAda = await open(ada)
    ofSam = await open(sam)
  })

  afterAll(async () => {
    if (browser !== undefined) await closePages(browser)
    await app?.close()
    await database?.drop()
    if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true })
  })

  const pageOf = (opened: OpenedPage | undefined): Page => {
    if (opened === undefined) throw new Error('No page was opened.')
    return opened.page
  }
  const bar = (page: Page) => page.getByRole('region', { name: 'Effect of the draft' })
  const saved = (page: Page) => bar(page).getByText('Saved for everybody.').waitFor()
  const field = (page: Page, stage: string, name: string) =>
    page.getByRole('region', { name: stage, exact: true }).getByRole('textbox', { name, exact: true }).first()
  async function fill(page: Page, stage: string, name: string, text: string): Promise<void> {
    await field(page, stage, name).fill(text)
    await page.keyboard.press('Tab')
  }
  /** The newest draft as the server has it. */
  async function kept(): Promise<string> {
    const headers = { cookie: mary?.cookie ?? '' }
    const { rows } = await database.db.pool.query<{ id: string }>(
      'select id from drafts order by changed_at desc limit 1',
    )
    const response = await fetch(`${app.url}/api/v1/drafts/${rows[0]?.id}`, { headers })
    return ((await response.json()) as { document: string }).document
  }
  /** Looks at what is open as others see it: in the dark, and on a phone. */
  async function lookAt(page: Page, name: string): Promise<void> {
    for (const look of looks) {
      await page.setViewportSize({ width: look.width, height: look.height })
      await page.emulateMedia({ colorScheme: look.dark === true ? 'dark' : 'light', reducedMotion: 'reduce' })
      await takePicture(page, `drafts-${name}-${look.name}`)
      expect(await (look.dark === true ? findFaintness : findViolations)(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width)
    }
    await page.setViewportSize({ width: 1440, height: 1000 })
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  }

  test('two people edit different stages of one draft, and both keep theirs', async () => {
    const [first, second] = [pageOf(ofAda), pageOf(ofMary)]
    await first.goto('/lifecycle?tab=stages&edit=lead')
    await fill(first, 'Lead', 'Name', 'Prospect')
    await saved(first)
    await second.goto('/lifecycle?tab=stages&edit=subscriber')
    await second.getByRole('button', { name: 'Draft of version 2: open this draft' }).click()
    await fill(second, 'Subscriber', 'What it means, in words', 'Reads our letters')
    await fill(first, 'Prospect', 'What it means, in words', 'Gave its address')
    await saved(second)
    await saved(first)
    await expect.poll(kept, { timeout: 20_000 }).toMatch(/Reads our letters[\s\S]*Gave its address/)
    await first.getByText('Mary Somerville edits this draft', { exact: false }).waitFor()
    // What the other did came in by itself.
    await first.goto('/lifecycle?tab=stages&edit=subscriber')
    await expect
      .poll(() => field(first, 'Subscriber', 'What it means, in words').inputValue(), { timeout: 20_000 })
      .toBe('Reads our letters')
    await lookAt(first, 'shared')
  })

  test('who changed the same field meanwhile is shown both and chooses; the server away loses nothing', async () => {
    const [first, second] = [pageOf(ofAda), pageOf(ofMary)]
    await first.goto('/lifecycle?tab=stages&edit=sql')
    await field(first, 'Sales qualified lead', 'Name').waitFor()
    await first.context().setOffline(true)
    await fill(first, 'Sales qualified lead', 'Name', 'Ada’s SQL')
    await bar(first).getByText('the server is away', { exact: false }).waitFor()
    await second.goto('/lifecycle?tab=stages&edit=sql')
    await fill(second, 'Sales qualified lead', 'Name', 'Mary’s SQL')
    await saved(second)
    await first.context().setOffline(false)
    const clash = first.getByRole('alert').filter({ hasText: 'Mary Somerville changed the same as you' })
    await clash.waitFor()
    await lookAt(first, 'clash')
    expect(await kept()).toContain('Mary’s SQL')
    await clash.getByRole('radio', { name: 'Yours' }).check()
    await clash.getByRole('button', { name: 'Go on with what is chosen' }).click()
    await saved(first)
    await expect.poll(kept, { timeout: 20_000 }).toContain('Ada’s SQL')
    await expect.poll(() => field(second, 'Ada’s SQL', 'Name').inputValue(), { timeout: 20_000 }).toBe('Ada’s SQL')
  })

  test('the server is stopped and started in the middle of an edit', async () => {
    const page = pageOf(ofAda)
    const port = Number(new URL(app.url).port)
    await page.goto('/lifecycle?tab=stages&edit=customer')
    await field(page, 'Customer', 'Name').waitFor()
    await app.close()
    await fill(page, 'Customer', 'What it means, in words', 'Bought while we slept')
    await bar(page).getByText('the server is away', { exact: false }).waitFor()
    await takePicture(page, 'drafts-away')
    app = await start(port)
    await expect.poll(kept, { timeout: 40_000 }).toContain('Bought while we slept')
    await saved(page)
  })

  test('a change of a stage with a handoff waits for sales, who finds it on Home and agrees', async () => {
    const [page, other] = [pageOf(ofAda), pageOf(ofSam)]
    await page.goto('/lifecycle?tab=document')
    await page.getByRole('spinbutton', { name: 'engagement score: at least' }).fill('10')
    await saved(page)
    await bar(page).getByText(/Now: /).waitFor()
    await page.getByRole('button', { name: 'Publish …' }).click()
    const panel = page.getByRole('complementary', { name: 'Publish version 2' })
    await panel.getByText('Publishing waits for sales.').waitFor()
    expect(await panel.getByRole('textbox', { name: 'Publish without them: why?' }).count()).toBe(0)
    expect(await panel.getByRole('button', { name: /^Publish/ }).isDisabled()).toBe(true)
    await panel.getByLabel('What has changed').fill('Sales has room for more')
    await lookAt(page, 'publish')
    await panel.getByRole('button', { name: 'Ask for agreement' }).click()
    await panel.getByRole('link', { name: 'See what they say' }).waitFor()

    await other.goto('/')
    await other.getByText('waits for your agreement', { exact: false }).waitFor()
    await lookAt(other, 'home')
    await other.getByRole('link', { name: 'Draft of version 2' }).click()
    await other.getByText('Waiting for sales.').waitFor()
    await other.getByText('engagement score is at least 60 → 10', { exact: false }).waitFor()
    await lookAt(other, 'proposal')
    await other.getByRole('button', { name: 'Ask for a change' }).click()
    await other.getByText('Say what should be another way.').waitFor()
    await other.getByRole('textbox', { name: 'Your words' }).fill('Fine for this quarter')
    await other.getByRole('button', { name: 'Agree', exact: true }).click()
    await other.getByText('All have agreed', { exact: false }).waitFor()

    await panel.getByText('Sam Morse agreed', { exact: false }).waitFor()
    await panel.getByRole('button', { name: /^Publish/ }).click()
    await page.getByText('Version 2 is in force', { exact: false }).first().waitFor()
    await page.goto('/lifecycle?tab=versions')
    await page.getByText('Agreed: Ada Lovelace (marketing), Sam Morse (sales).').waitFor()
    await page.getByText('Proposed by Ada Lovelace.').waitFor()
    await page.getByRole('heading', { name: 'In words' }).waitFor()
    await lookAt(page, 'versions')
  })

  test('a version is brought back as a draft, and published without sales by saying why', async () => {
    // Qualified by the low bar of version 2, and not by that of version 1.
    const traits = { email: 'vera@late.example', name: 'Vera Late', title: 'VP Data' }
    await send([
      { type: 'identify', userId: 'vera', messageId: 'vera-1', traits },
      { type: 'track', userId: 'vera', messageId: 'vera-2', event: 'Content Downloaded' },
    ])
    const page = pageOf(ofMary)
    await page.goto('/lifecycle?tab=versions')
    await page.getByRole('button', { name: 'Bring back version 1' }).click()
    await page.getByText('You edit: Version 1 again').waitFor()
    await page.getByText('engagement score is at least 10 → 60', { exact: false }).first().waitFor()
    await page.getByRole('button', { name: 'Publish …' }).click()
    const panel = page.getByRole('complementary', { name: 'Publish version 3' })
    await panel.getByText('Would move: 1 back.').waitFor()
    await panel.getByRole('radio', { name: /^They are moved to where this version would have put them/ }).check()
    await lookAt(page, 'restate')
    await panel.getByText('MQL → Engaged').or(panel.getByText('1 person of 13 contacts would move.')).first().waitFor()
    await panel.getByRole('textbox', { name: 'Publish without them: why?' }).fill('Too many for sales')
    await panel.getByRole('button', { name: 'Publish without agreement' }).click()
    await page.getByText('Version 3 is in force', { exact: false }).first().waitFor()
    await page.goto('/lifecycle?tab=versions')
    await page.getByText('It is version 1 again.').waitFor()
    await page.getByText('Whoever it would have had in another stage was moved there', { exact: false }).waitFor()
    // Who came in by the lower bar is taken back by the worker.
    const restated = async () =>
      (await database.db.pool.query<{ count: number }>('select count(*) as count from transitions where replayed'))
        .rows[0]?.count ?? 0
    await expect.poll(restated, { timeout: 30_000 }).toBeGreaterThan(0)
    await page.getByText('Published without the agreement of marketing and sales: Too many for sales').waitFor()
  })

  test('a draft is discarded, and had back', async () => {
    const page = pageOf(ofMary)
    await page.goto('/lifecycle?tab=stages&edit=lead')
    await fill(page, 'Lead', 'Name', 'Gone')
    await saved(page)
    await page.getByRole('button', { name: 'Discard' }).click()
    await page.getByText('The draft was discarded.').waitFor()
    expect(await field(page, 'Lead', 'Name').inputValue()).toBe('Lead')
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
    await expect.poll(() => field(page, 'Gone', 'Name').inputValue(), { timeout: 20_000 }).toBe('Gone')
    await saved(page)
    await page.getByRole('button', { name: 'Put aside' }).click()
    await page
      .getByRole('button', { name: /: open this draft$/ })
      .first()
      .waitFor()
    expect(await field(page, 'Lead', 'Name').inputValue()).toBe('Lead')
    for (const opened of [ofMary, ofAda, ofSam])
      expect(opened?.complaints.filter((said) => !/ERR_|Failed to load resource/.test(said))).toEqual([])
  })
})
