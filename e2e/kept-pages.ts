import type { Browser, BrowserContext, Page } from 'playwright-core'

/** What of a profile cannot be changed once it is made. */
interface Profile {
  readonly url: string
  readonly userAgent: string
  readonly timezoneId?: string
  readonly locale?: string
}

interface KeptPage {
  readonly key: string
  readonly context: BrowserContext
  readonly page: Page
}

/** What tests listen to. */
const heard = ['request', 'requestfinished', 'requestfailed', 'response', 'console', 'pageerror']
const unused = new WeakMap<Browser, KeptPage[]>()

/**
 * A page in a profile that remembers nothing. Profiles are used again: a browser that has compiled the app before
 * shows a page with a third of the work.
 */
export async function takePage(browser: Browser, profile: Profile): Promise<KeptPage> {
  const key = JSON.stringify(profile)
  const kept = unused.get(browser) ?? []
  unused.set(browser, kept)
  const at = kept.findIndex((one) => one.key === key)
  const [again] = at < 0 ? [] : kept.splice(at, 1)
  if (again !== undefined) return again
  const { url, ...rest } = profile
  const context = await browser.newContext({ baseURL: url, ...rest })
  return { key, context, page: await context.newPage() }
}

/** Closes all pages, those that were kept as well. */
export async function closePages(browser: Browser): Promise<void> {
  unused.delete(browser)
  for (const context of browser.contexts()) await context.close()
}

/** Makes a profile forget what it was used for, and keeps it for the next visit. */
export async function giveBack(browser: Browser, kept: KeptPage): Promise<void> {
  const { context, page } = kept
  try {
    for (const event of heard) await page.removeAllListeners(event, { behavior: 'ignoreErrors' })
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await context.setOffline(false)
    await context.clearPermissions()
    for (const other of context.pages()) if (other !== page) await other.close()
    // A file of the app that runs no script: nobody writes into the store while it is emptied.
    await page.goto('/icon.svg')
    await page.evaluate('localStorage.clear(); sessionStorage.clear()')
    await context.clearCookies()
    unused.get(browser)?.push(kept)
  } catch {
    await context.close()
  }
}
