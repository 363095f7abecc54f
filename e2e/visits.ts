import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { openPage, sharedBrowser, takePicture } from './browser.ts'
import { closePages } from './kept-pages.ts'
import { type StartedApp, type StartOptions, startedApp } from './started-app.ts'

type Who = Parameters<typeof openPage>[1]
type Look = Parameters<typeof openPage>[2]

interface AppInBrowser {
  readonly app: StartedApp
  readonly browser: Browser
  /** Opens a page, has something done there, and sees that the browser had nothing to complain about. */
  visit(path: string, look: Look, act: (page: Page) => Promise<void>, who?: Who): Promise<void>
}

/**
 * For all tests of a `describe`: an app with a database of its own, and the browser of this worker to visit it with.
 *
 * @param prepare what the app knows before the first test.
 */
export function appInBrowser(
  prepare: (app: StartedApp) => Promise<unknown> = async () => {},
  options: StartOptions | (() => Promise<StartOptions>) = {},
): AppInBrowser {
  let app: StartedApp | undefined
  let browser: Browser | undefined

  beforeAll(async () => {
    app = await startedApp(typeof options === 'function' ? await options() : options)
    browser = await sharedBrowser()
    await prepare(app)
  })

  afterAll(async () => {
    // A page that is still open would keep its server from ending.
    if (browser !== undefined) await closePages(browser)
    await app?.close()
  })

  return {
    get app() {
      return there(app)
    },
    get browser() {
      return there(browser)
    },
    async visit(path, look, act, who) {
      const { page, complaints, close } = await openPage(there(browser), who ?? there(app), look)
      try {
        await page.goto(path)
        await act(page)
        expect(complaints).toEqual([])
      } catch (error) {
        await takePicture(page, 'failed')
        throw error
      } finally {
        await close()
      }
    },
  }
}

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The app is there in tests, not before them.')
  return value
}
