import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findBarriers, hasBrowser, openPage, takePicture } from './browser.ts'
import { storyOfAda, storyOfOthers } from './story.ts'
import { appInBrowser } from './visits.ts'

describe.skipIf(!hasBrowser)('home, the palette and what changes by itself', { timeout: 90_000 }, () => {
  const here = appInBrowser()

  /** A picture, and what a program finds hard for people with disabilities. */
  async function look(page: Page, name: string): Promise<void> {
    await takePicture(page, name)
    expect([name, await findBarriers(page)]).toEqual([name, []])
  }

  /** Settles once the page hears what changes, of a contact if it is named. */
  const listening = (page: Page, of = '/stream') =>
    page.waitForResponse((response) => response.url().includes(of) && response.status() === 200)

  test('an empty home leads to the first event, which arrives while one looks', async () => {
    const { page, complaints, close } = await openPage(here.browser, here.app)
    await page.goto('/')
    await page.getByText('Nobody yet. Three ways to begin:').waitFor()
    await look(page, 'home-empty')
    await page.getByRole('button', { name: 'Make a write key' }).click()
    await page.getByText(/writeKey: 'ripen_w_/).waitFor()
    await look(page, 'home-empty-key')
    await page.getByRole('button', { name: 'Send it now' }).click()
    await page.getByRole('heading', { name: 'What moved, and why' }).waitFor()
    await page.getByRole('button', { name: 'See her page' }).click()
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  test('home says what waits, where everybody stands and what moved, and keeps up by itself', async () => {
    await here.app.send(storyOfOthers(40))
    const { page, complaints, close } = await openPage(here.browser, here.app)
    const heard = listening(page)
    await page.goto('/')
    await heard
    const moves = page.getByRole('region', { name: 'What moved, and why' })
    await moves.getByRole('listitem').first().waitFor()
    expect(await moves.getByRole('link', { name: 'Ada Lovelace', exact: true }).count()).toBe(0)

    await here.app.send(storyOfAda())
    await moves.getByRole('link', { name: 'Ada Lovelace', exact: true }).first().waitFor()
    await here.app.sendPublicly([{ type: 'track', event: 'Opportunity Won', userId: 'ada', properties: { id: 'o-1' } }])
    const needs = page.getByRole('region', { name: 'What needs you' })
    await needs.getByText('1 message of the last 7 days could not be taken.').waitFor()
    await takePicture(page, 'home')

    await page
      .getByRole('region', { name: 'Stages' })
      .getByRole('link', { name: /Lead, moves in/ })
      .click()
    await page.waitForURL(/stage=lead&moved=in/)
    expect(complaints).toEqual([])
    await close()
  })

  test('what happens to the contact on screen is shown as it happens', async () => {
    const { page, complaints, close } = await openPage(here.browser, here.app)
    await page.goto('/contacts?q=Ada L')
    const ada = page
      .getByRole('row')
      .filter({ hasText: 'MQL' })
      .getByRole('link', { name: 'Ada Lovelace', exact: true })
    await ada.waitFor()
    const heard = listening(page, '/stream?contact=')
    await ada.click()
    await heard
    await page.getByRole('heading', { name: 'Why MQL' }).waitFor()
    await here.app.send([{ type: 'page', userId: 'ada', name: 'Roadmap', properties: { path: '/roadmap-of-today' } }])
    await page
      .getByRole('region', { name: 'Timeline' })
      .getByText(/roadmap/i)
      .first()
      .waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  test('the palette finds people, pages and what can be done, by keyboard alone', async () => {
    const { page, complaints, close } = await openPage(here.browser, here.app)
    await page.goto('/')
    await page.getByRole('heading', { name: 'What moved, and why' }).waitFor()
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Find or do' })
    await field.waitFor()
    await page.getByRole('option', { name: 'Sign out' }).waitFor()
    await look(page, 'palette')
    await page.keyboard.type('Ada L')
    await page
      .getByRole('option', { name: /^Ada Lovelace/ })
      .first()
      .waitFor()
    await look(page, 'palette-found')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()

    await page.keyboard.press('Control+k')
    await field.fill('dark')
    await page.getByRole('option', { name: 'Switch to the dark theme' }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor()

    await page.keyboard.press('?')
    await page.getByRole('heading', { name: 'Shortcuts' }).waitFor()
    await look(page, 'shortcuts-dark')
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Shortcuts' }).waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.waitForURL(/\/contacts$/)
    await page.keyboard.press('g')
    await page.keyboard.press('h')
    await page.waitForURL((url) => url.pathname === '/')
    await page.getByRole('heading', { name: 'What moved, and why' }).waitFor()
    await takePicture(page, 'home-dark')
    expect(complaints).toEqual([])
    await close()
  })

  test('sales sees its people, a viewer what changed; it fits a phone', async () => {
    const sales = await here.app.signIn({ role: 'sales', teams: ['sales'] })
    const opened = await openPage(
      here.browser,
      { url: here.app.url, cookie: sales.cookie },
      { width: 360, height: 740, dark: true },
    )
    await opened.page.goto('/')
    const yours = opened.page.getByRole('region', { name: 'Your people' })
    await yours.getByRole('link', { name: 'Ada Lovelace', exact: true }).first().waitFor()
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    await takePicture(opened.page, 'home-phone-dark')
    await opened.page.getByRole('button', { name: 'Find or do' }).click()
    await opened.page.getByRole('option', { name: 'Sign out' }).waitFor()
    await look(opened.page, 'palette-phone-dark')
    await opened.close()

    const viewer = await here.app.signIn({ role: 'viewer' })
    const { page, close } = await openPage(here.browser, { url: here.app.url, cookie: viewer.cookie })
    await page.goto('/')
    await page.getByRole('heading', { name: 'What moved, and why' }).waitFor()
    expect(await page.getByRole('heading', { name: 'What needs you' }).count()).toBe(0)
    await close()
  })

  test('while the server cannot be heard, the page says so and goes on when it can', async () => {
    const { page, close } = await openPage(here.browser, here.app)
    await page.route('**/api/v1/stream*', (route) => route.abort())
    await page.goto('/')
    await page.getByText('Connection lost, trying again').waitFor()
    await look(page, 'home-away')
    await page.unroute('**/api/v1/stream*')
    await page.getByText('Connection lost, trying again').waitFor({ state: 'detached' })
    await close()
  })
})
