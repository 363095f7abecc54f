import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findViolations, hasBrowser, keepPicture, openPage, takePicture } from './browser.ts'
import { watchRequests } from './look.ts'
import { storyOfOthers } from './story.ts'
import { storyOfMallory } from './story-of-script.ts'
import { appInBrowser } from './visits.ts'

const charts = [
  ['/reports/funnel', 'Steps of the funnel', /^Stage,Reached,Entered,Entries,.*\r\nSubscriber,33,/],
  ['/reports/funnel?by=source', 'By source', /^Source,Stage,Reached,/],
  ['/reports/funnel?view=cohort&from=lead', 'Steps of the funnel', /^Stage,Reached,/],
  ['/reports/cohorts?from=lead', /Share of those who entered Lead/, /^Month,Entered,Reached,Share %,.*\r\n\d{4}-\d\d,/],
  ['/reports/between?from=page&to=won', 'Days from “page” to “won”', /^People with the first,.*\r\n\d+,\d+,/],
  ['/lifecycle?tab=what-if', /Entries into .* by month/, /^Month,In force,Draft\r\n\d{4}-\d\d,\d+,\d+/],
] as const

describe.skipIf(!hasBrowser)('charts', { timeout: 90_000 }, () => {
  const here = appInBrowser(async (app) => {
    await app.send([...storyOfOthers(30)])
    await app.send([
      ...storyOfMallory(),
      ...['=HYPERLINK("https://evil.example")', '+1'].flatMap((name, index) => [
        {
          type: 'page',
          userId: `f-${index}`,
          properties: { path: '/' },
          context: { campaign: { name, source: 'google', medium: 'cpc' } },
        },
        { type: 'track', userId: `f-${index}`, event: 'Subscribed', properties: { list: 'newsletter' } },
      ]),
    ])
  })

  async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([page.waitForEvent('download'), press()])
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }

  test.each(charts)(
    '%s: “%s” is saved as a picture and as a table, by the keyboard alone',
    async (path, title, csv) => {
      const { page, complaints, close } = await openPage(here.browser, here.app, { height: 1100 })
      const { drawn, foreign } = watchRequests(page)
      await openChart(page, path)
      const menu = page.locator('summary', { hasText: 'Save' }).and(page.getByLabel(title)).first()
      const [picture, table] = ['As a picture (PNG)', 'As a table (CSV)'].map((name) =>
        page.getByRole('button', { name }).filter({ visible: true }),
      )
      await menu.waitFor().catch(async (error) => {
        await takePicture(page, 'chart-failed')
        throw error
      })
      await drawn()
      await menu.focus()
      await page.keyboard.press('Enter')
      await table?.waitFor()
      await takePicture(page, `chart-menu${path.replaceAll(/\W+/g, '-')}`)
      // The menu is the same everywhere; around it are the pages of reports and the studio.
      if (path === charts[0][0] || path === charts.at(-1)?.[0]) expect(await findViolations(page)).toEqual([])
      await page.keyboard.press('Escape')
      expect(await table?.count()).toBe(0)
      expect(await menu.evaluate((one) => one === document.activeElement)).toBe(true)

      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      const sheet = await saved(page, () => page.keyboard.press('Enter'))
      expect(sheet.name).toMatch(/^[\p{Letter}\d-]+\.csv$/u)
      expect(sheet.bytes.toString('utf8').slice(1)).toMatch(csv)

      await menu.click()
      const image = await saved(page, async () => picture?.click())
      expect(image.name).toBe(sheet.name.replace('.csv', '.png'))
      await keepPicture(`saved-${image.name.replace('.png', '')}`, image.bytes)
      const { width, height, colours } = await coloursOf(page, image.bytes)
      const room = await page.evaluate<number>('document.querySelector("main").clientWidth')
      expect(width).toBeGreaterThan(room * 0.8)
      expect(height).toBeGreaterThan(200)
      // The ground, the letters and what is drawn: a blank picture has one colour.
      expect(colours).toBeGreaterThan(20)
      expect(foreign).toEqual([])
      expect(complaints).toEqual([])
      await close()
    },
  )

  test('a campaign that is a formula is written as text', async () => {
    const { page, close } = await openPage(here.browser, here.app)
    await page.goto('/reports/funnel?by=campaign&all=yes')
    await page.getByLabel('Save “By campaign”').click()
    const { bytes } = await saved(page, () => page.getByRole('button', { name: 'As a table (CSV)' }).last().click())
    const lines = bytes.toString('utf8').split('\r\n')
    expect(lines.filter((line) => /^"?'=HYPERLINK/i.test(line)).length).toBeGreaterThan(0)
    expect(lines.filter((line) => /^"?[=+@]/.test(line))).toEqual([])
    await close()
  })

  test('each chart has its numbers in a table that screen readers find', async () => {
    const { page, close } = await openPage(here.browser, here.app)
    const { drawn } = watchRequests(page)
    for (const [path] of charts) {
      await openChart(page, path)
      await page.locator('summary', { hasText: 'Save' }).first().waitFor()
      await drawn()
      expect([path, await page.locator('main table').count()]).not.toEqual([path, 0])
    }
    await close()
  })
})

/** Goes to a chart; that of the what-if needs a draft first. */
async function openChart(page: Page, path: string): Promise<void> {
  if (!path.includes('what-if')) {
    await page.goto(path)
    return
  }
  await page.goto('/lifecycle?tab=document')
  await page.getByRole('spinbutton', { name: 'engagement score: at least' }).fill('10')
  await page
    .getByRole('region', { name: 'Effect of the draft' })
    .getByText(/Whole history/)
    .waitFor()
  await page.getByRole('link', { name: 'What-if', exact: true }).click()
}

/** The size of a picture, and how many colours it has, as the browser reads it. */
async function coloursOf(page: Page, bytes: Buffer): Promise<{ width: number; height: number; colours: number }> {
  return page.evaluate(async (packed) => {
    const image = new Image()
    image.src = `data:image/png;base64,${packed}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.width
    canvas.height = image.height
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0)
    const { data } = context?.getImageData(0, 0, image.width, image.height) ?? { data: new Uint8ClampedArray() }
    const pixels = new Uint32Array(data.buffer)
    return { width: image.width, height: image.height, colours: new Set(pixels).size }
  }, bytes.toString('base64'))
}
