import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findBarriers, hasBrowser, openPage, takePicture } from './browser.ts'
import { storyOfAda, storyOfOthers } from './story.ts'
import { appInBrowser } from './visits.ts'

const reports = [
  '/reports/funnel?by=source',
  '/reports/funnel?view=cohort&from=lead&by=campaign',
  '/reports/stages?by=source',
  '/reports/sources',
  '/reports/cohorts?from=lead',
  '/reports/between?from=page&to=won',
  '/reports/steps',
]

describe.skipIf(!hasBrowser)('the reports', { timeout: 120_000 }, () => {
  const here = appInBrowser(async (app) => {
    await app.send(storyOfOthers(70))
    await app.send(storyOfAda())
  })
  const { visit } = here

  const step = (page: Page, stage: string) =>
    page.getByRole('list', { name: 'Steps of the funnel' }).getByRole('listitem').filter({ hasText: stage })

  /** Waits until everything that the page asks for is there. */
  async function settled(page: Page): Promise<void> {
    await page.locator('main table, main figure').first().waitFor()
    await page.waitForLoadState('networkidle')
  }

  test('the funnel says who entered and reached each stage, and a number opens exactly these people', async () => {
    await visit('/reports', {}, async (page) => {
      await page.waitForURL(/\/reports\/funnel/)
      await page.getByText(/people entered MQL in the last 12 months; .* became SQL/).waitFor()
      // Every contact of the story is in some stage, and every twentieth of the seventy has bought.
      await step(page, 'Subscriber')
        .getByRole('link', { name: /^71\b.*reached Subscriber/ })
        .waitFor()
      await step(page, 'Customer')
        .getByRole('link', { name: /^4\b.*entered Customer/ })
        .waitFor()
      await settled(page)
      await takePicture(page, 'funnel')

      await step(page, 'Customer')
        .getByRole('link', { name: /^4\b.*entered Customer/ })
        .click()
      await page.waitForURL(/\/contacts\?.*entered=customer/)
      await page.getByText('4 contacts behind this number.').waitFor()
      expect(await page.locator('[data-row]').count()).toBe(4)
      await page.getByText(/^Entered Customer since /).waitFor()
      await takePicture(page, 'funnel-door')
      expect(await findBarriers(page)).toEqual([])

      await page.getByRole('link', { name: /^Remove the filter: Entered Customer/ }).click()
      await page.getByText(/^71 contacts\./).waitFor()
    })
  })

  test.each(reports)(
    'every number of %s opens as many people as it says; it fits a phone, and twice its size',
    async (path) => {
      await visit(path, { width: 360, height: 740 }, async (page) => {
        await settled(page)
        await takePicture(page, `report-phone-${path.replaceAll(/\W+/g, '-')}`)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
        await page.setViewportSize({ width: 720, height: 450 })
        await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(720)
        expect(await findBarriers(page)).toEqual([])
        await page.setViewportSize({ width: 1440, height: 900 })
        const doors = await page.locator('main a[href^="/contacts?"]').evaluateAll((links) =>
          links.map((link) => ({
            text: link.childNodes[0]?.textContent ?? '',
            address: (link as HTMLAnchorElement).search,
            label: link.textContent ?? '',
            row: link.closest('td, li')?.textContent ?? '',
          })),
        )
        const wrong: string[] = []
        const counts = new Map<string, number>()
        for (const { text, address, label } of doors) {
          // A share of many does not say how many; entries are more than the people who made them.
          if (text.includes('%') || label.includes('entries by')) continue
          const wanted = Number(text.replaceAll(',', '').split(' ')[0])
          const found = counts.get(address) ?? (await countBehind(page, address))
          counts.set(address, found)
          if (!isAlike(address, found, wanted)) wrong.push(`${label}: ${found} behind ${address}`)
        }
        expect(wrong).toEqual([])
        if (!/between|steps/.test(path)) expect(counts.size).toBeGreaterThan(15)
      })
    },
  )

  /** Somebody may go the same step more than once. */
  const isAlike = (address: string, found: number, wanted: number) =>
    address.includes('next=') ? found > 0 && found <= wanted : found === wanted

  /** How many the API finds behind the address of a list. The router writes texts of digits with quotes. */
  async function countBehind(page: Page, search: string): Promise<number> {
    const asked = new URLSearchParams(
      [...new URLSearchParams(search)].map(([name, value]) => [name, value.replace(/^"(.*)"$/, '$1')]),
    )
    const address = `/api/v1/contacts?limit=1&${asked}`
    const { total } = await page.evaluate<{ total: { count: number } }>(
      `fetch(${JSON.stringify(address)}).then((response) => response.json())`,
    )
    return total.count
  }

  test('the question stands in the address, and another report keeps its period', async () => {
    await visit('/reports/funnel', {}, async (page) => {
      await settled(page)
      await page.getByLabel('Period').selectOption('Last 3 months')
      await page.waitForURL(/period=3m/)
      await page.getByLabel('Broken down by').selectOption('Campaign')
      await page.waitForURL(/by=campaign/)
      await page.getByRole('heading', { name: 'By campaign' }).waitFor()
      await page.getByRole('heading', { name: 'autumn' }).waitFor()
      await page.getByRole('navigation', { name: 'Reports' }).getByRole('link', { name: 'Cohorts' }).click()
      await page.waitForURL(/\/reports\/cohorts\?.*period=3m/)
      await page.getByText(/in the last 3 months/).waitFor()
      await page.goBack()
      await page.getByRole('heading', { name: 'By campaign' }).waitFor()
    })
  })

  test('how long it takes from one event to another is asked by their names, with the keyboard alone', async () => {
    await visit('/reports/between', {}, async (page) => {
      await page.getByRole('heading', { name: 'Choose two events' }).waitFor()
      await page.getByLabel('From the first').focus()
      await page.keyboard.type('page')
      await page.keyboard.press('Tab')
      await page.keyboard.type('won')
      await page.keyboard.press('Enter')
      await page.waitForURL(/from=page&to=won/)
      await page.getByText(/% of 71 people with “page” also have “won”/).waitFor()
      await page.getByRole('row', { name: 'People with both 4' }).waitFor()
    })
  })

  test('a number is reached and opened with the keyboard alone', async () => {
    await visit('/reports/stages', {}, async (page) => {
      await settled(page)
      const number = page.getByRole('link', { name: /^4\b.*Customer, now/ })
      for (let press = 0; press < 60; press++) {
        await page.keyboard.press('Tab')
        if (await number.evaluate((link) => link === document.activeElement)) break
      }
      await page.keyboard.press('Enter')
      await page.waitForURL(/stage=customer/)
      await page.getByText(/^4 contacts in Customer\./).waitFor()
    })
  })

  test('a period without people, a refusal and a server that is away are told in words', async () => {
    await visit('/reports/funnel?since=2019-01&until=2019-02', { dark: true }, async (page) => {
      await page.getByRole('heading', { name: 'Nobody in this period' }).waitFor()
      await takePicture(page, 'funnel-empty-dark')
      expect(await findBarriers(page)).toEqual([])
      await page.getByRole('link', { name: 'Show all time' }).click()
      await step(page, 'Subscriber')
        .getByRole('link', { name: /^71\b.*reached Subscriber/ })
        .waitFor()
    })
    const { page, close } = await openPage(here.browser, here.app)
    const problem = { status: 403, code: 'forbidden', title: 'Forbidden', detail: 'This key may not read.' }
    await page.route('**/api/v1/reports/**', (route) =>
      route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    )
    await page.goto('/reports/sources')
    await page.getByRole('alert').getByText('You may not see this').waitFor()
    await page.unroute('**/api/v1/reports/**')
    await page.route('**/api/v1/reports/**', (route) => route.abort())
    await page.goto('/reports/steps')
    await page.getByRole('alert').getByText('Ripen does not answer').waitFor()
    expect(await findBarriers(page)).toEqual([])
    await page.unroute('**/api/v1/reports/**')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('columnheader', { name: 'Times' }).waitFor()
    await close()
  })

  test('a report that there is not leads nowhere', async () => {
    await visit('/reports/weather', {}, async (page) => {
      await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    })
  })
})

describe.skipIf(!hasBrowser)('reports before the first contact', { timeout: 60_000 }, () => {
  const here = appInBrowser()

  test('say that there is nobody to count, and where to begin', async () => {
    const { page, complaints, close } = await openPage(here.browser, here.app)
    await page.goto('/reports/funnel?period=all')
    await page.getByRole('heading', { name: 'Nobody to count yet' }).waitFor()
    await takePicture(page, 'funnel-nobody')
    expect(await findBarriers(page)).toEqual([])
    await page.goto('/reports/steps?period=all')
    await page.getByRole('heading', { name: 'No two events follow one another here' }).waitFor()
    expect(complaints).toEqual([])
    await close()
  })
})
