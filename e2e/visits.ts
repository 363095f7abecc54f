import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openPage, takePicture } from './browser.ts'

/** Visits of the pages of an app: each by a browser of its own, and the page may complain of nothing. */
export function visits(browser: () => Browser, app: () => Parameters<typeof openPage>[1]) {
  return async (
    path: string,
    look: Parameters<typeof openPage>[2],
    act: (page: Page) => Promise<void>,
    who: Parameters<typeof openPage>[1] = app(),
  ): Promise<void> => {
    const { page, complaints, close } = await openPage(browser(), who, look)
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
  }
}
