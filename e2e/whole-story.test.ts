import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RipenProcess, spawnRipen } from '../server/src/testing/ripen-process.ts'
import { hasBrowser, type OpenedPage, openPage, sharedBrowser, signOut, takePicture } from './browser.ts'
import { hubspotFile } from './hubspot-file.ts'
import { closePages } from './kept-pages.ts'

const password = 'nineteen green herons'
const file = { name: 'hubspot-contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(hubspotFile(40)) }

/** One after another, each where the last one ended: the real program in a folder that nobody has set up. */
describe.skipIf(!hasBrowser)('the whole story, from the first start on', { timeout: 120_000 }, () => {
  let folder: string
  let ripen: RipenProcess
  let browser: Browser
  let opened: OpenedPage
  let page: Page

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ripen-story-'))
    ripen = spawnRipen(['start'], { dataDir: folder, env: { LOG_LEVEL: 'warn' } })
    const url = await ripen.ready()
    browser = await sharedBrowser()
    opened = await openPage(browser, url, { height: 1100 })
    page = opened.page
  }, 180_000)

  afterAll(async () => {
    if (browser !== undefined) await closePages(browser)
    ripen?.child.kill('SIGTERM')
    await ripen?.ended
    await rm(folder, { recursive: true, force: true })
  })

  test('the first to come sets Ripen up, goes out, and comes in again', async () => {
    await page.goto('/')
    await page.getByRole('heading', { name: 'Welcome. Who looks after this Ripen?' }).waitFor()
    await page.getByLabel('Your name').fill('Ada Lovelace')
    await page.getByLabel('E-mail').fill('ada@acme.example')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Set up and come in' }).click()
    await page.getByText('Nobody yet. Three ways to begin:').waitFor()
    await signOut(page)
    await page.getByRole('heading', { name: 'Sign in to Ripen' }).waitFor()
    await page.getByLabel('E-mail').fill('ada@acme.example')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('Nobody yet. Three ways to begin:').waitFor()
  })

  test('a file is imported as the mapper proposes', async () => {
    await page.getByRole('link', { name: 'Import a file' }).click()
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByText('This looks like an export of HubSpot contacts').waitFor()
    await page.getByText('All of the first 20 rows can be taken.').waitFor()
    await page.getByRole('button', { name: 'Import this file' }).click()
    await page.getByText('40 rows imported, 1 rejected.').waitFor()
  })

  test('somebody is found by a part of the name, and the page says why they are where they are', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.getByRole('searchbox').first().fill('therine al')
    await page.waitForURL(/q=therine/)
    await page.getByRole('link', { name: 'Katherine Allen', exact: true }).first().click()
    await page.getByRole('heading', { name: 'Katherine Allen', level: 1 }).waitFor()
    await page.getByRole('heading', { name: /^Why / }).waitFor()
    await page
      .getByText(/was imported|A file said/)
      .first()
      .waitFor()
    await takePicture(page, 'story-why')
  })

  test('they are moved by hand, and back: the history is what it was', async () => {
    const before = await positionOf()
    await page.getByRole('button', { name: 'Move …' }).click()
    const panel = page.getByRole('complementary', { name: 'Move Katherine Allen' })
    await panel.getByRole('radio', { name: 'Sales accepted lead' }).check()
    await panel.getByRole('button', { name: 'Move to SAL' }).click()
    await page.getByText('Katherine Allen is in Sales accepted lead now.').waitFor()
    expect(await positionOf()).not.toEqual(before)
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await page.getByText('The move was undone.').waitFor()
    expect(await positionOf()).toEqual(before)
  })

  test('a change of the lifecycle is drafted, planned and published, and can be seen among the versions', async () => {
    await page.goto('/lifecycle?tab=document')
    const threshold = page.getByRole('spinbutton', { name: 'engagement score: at least' })
    await threshold.fill('10')
    await page.getByRole('link', { name: 'Plan', exact: true }).click()
    await page
      .getByText(/engagement score is at least 60 → 10/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Publish …' }).click()
    const panel = page.getByRole('complementary', { name: 'Publish version 2' })
    await panel.getByLabel('What has changed').fill('MQL from 10 points on')
    await panel.getByRole('button', { name: /^Publish/ }).click()
    await page.getByText('Version 2 is in force', { exact: false }).first().waitFor()
    await page.getByRole('link', { name: 'Versions', exact: true }).click()
    await page.getByText('MQL from 10 points on').waitFor()
  })

  test('what was done stands in the audit log, under the name of who did it', async () => {
    await page.goto('/settings/audit')
    await page
      .getByText(/published/)
      .first()
      .waitFor()
    await page.getByText('Ada Lovelace').first().waitFor()
    expect(opened.complaints).toEqual([])
  })

  /** Where the contact on the page stands, and since when, as the API says. */
  async function positionOf(): Promise<unknown> {
    const id = new URL(page.url()).pathname.split('/').at(-1)
    const { positions } = await page.evaluate<{ positions: unknown }>(
      `fetch('/api/v1/contacts/${id}').then((response) => response.json())`,
    )
    return positions
  }
})
