import { describe, expect, test } from 'vitest'
import { findBarriers, hasBrowser, openPage, takePicture } from './browser.ts'
import { appInBrowser } from './visits.ts'

describe.skipIf(!hasBrowser)('before the first contact', { timeout: 60_000 }, () => {
  const here = appInBrowser()

  test('the page proposes an event, and who it is about appears by itself', async () => {
    const { page, complaints, close } = await openPage(here.browser, here.app)
    await page.goto('/contacts')
    await page.getByText('Nobody yet.').waitFor()
    await takePicture(page, 'first-event')
    expect(await findBarriers(page)).toEqual([])

    const command = (await page.locator('pre', { hasText: 'curl' }).textContent()) ?? ''
    expect(command).toContain(`${here.app.url}/v1/track`)
    const [, body = ''] = /-d '(.*)'$/s.exec(command) ?? []
    await here.app.send([{ type: 'track', ...JSON.parse(body) }])

    await page.getByText('1 contact. 1 changed stage in the last 7 days.').waitFor()
    await page.getByRole('link', { name: 'Ada Lovelace', exact: true }).waitFor()
    await page.getByRole('link', { name: /^MQL hot/ }).waitFor()
    expect(complaints).toEqual([])
    await close()
  })
})
