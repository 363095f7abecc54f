import type { Page } from 'playwright-core'
import { findBarriers, findFaintness } from './browser.ts'

/** How long nothing may be asked for until a page counts as drawn (milliseconds). */
const CALM = 150
const LONGEST = 30_000

/** Knows of a page what it waits for; the stream of what changes is never over and does not count. */
export function watchRequests(page: Page) {
  const open = new Set<object>()
  const foreign: string[] = []
  let changed = Date.now()
  page.on('request', (request) => {
    const url = new URL(request.url())
    const own = page.url() === 'about:blank' || url.origin === new URL(page.url()).origin
    if (!own && !['data:', 'blob:'].includes(url.protocol)) foreign.push(request.url())
    if (url.pathname.endsWith('/stream')) return
    open.add(request)
    changed = Date.now()
  })
  const over = (request: object) => {
    open.delete(request)
    changed = Date.now()
  }
  page.on('requestfinished', over)
  page.on('requestfailed', over)
  return {
    /** Requests to another origin than the page's. */
    foreign,
    /** Settles when the page has what it asked for and shows it. */
    async drawn(): Promise<void> {
      const end = Date.now() + LONGEST
      await page.locator('main').getByRole('heading').first().waitFor()
      while (open.size > 0 || Date.now() - changed < CALM || (await page.locator('[data-placeholder]').count()) > 0) {
        if (Date.now() > end) throw new Error(`${page.url()} was not drawn in time; ${open.size} requests are open.`)
        await page.waitForTimeout(25)
      }
      await page.evaluate('document.fonts.ready.then(() => true)')
    },
    /** Begins a new page: what the last one still waited for is nothing to this one. */
    async goTo(path: string): Promise<void> {
      open.clear()
      await page.goto(path)
    },
    /** Goes on within the app, as by a link: what it has loaded stays. Settles when the router is there. */
    async goOn(path: string): Promise<void> {
      await page.evaluate(`window.__TSR_ROUTER__.navigate({ href: ${JSON.stringify(path)} })`)
      changed = Date.now()
    },
  }
}

export const phone = { width: 360, height: 740 }
export const desk = { width: 1440, height: 900 }

/** Shows the page in a theme and at a size, and waits until it has been drawn so. */
export async function show(page: Page, look: { readonly dark: boolean; readonly size: typeof desk }): Promise<void> {
  await page.setViewportSize(look.size)
  await page.emulateMedia({ colorScheme: look.dark ? 'dark' : 'light', reducedMotion: 'reduce' })
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))')
}

/** The serious faults of a page as it stands, in both themes; it is left in the light. */
export async function findBarriersInThemes(page: Page): Promise<readonly string[]> {
  const found = await findBarriers(page)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const faint = await findFaintness(page)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  return [...found, ...faint]
}
