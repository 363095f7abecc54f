import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findBarriers, hasBrowser, takePicture } from './browser.ts'
import { findBarriersInThemes, phone, show } from './look.ts'
import { storyOfOthers } from './story.ts'
import { appInBrowser } from './visits.ts'

async function openAll(page: Page): Promise<void> {
  for (const part of await page.locator('details').all()) await part.evaluate((one) => one.setAttribute('open', ''))
}

describe.skipIf(!hasBrowser)('the lifecycle studio', { timeout: 120_000 }, () => {
  const here = appInBrowser(async (app) => {
    await app.send(storyOfOthers(12))
  })
  const { visit } = here

  test.each([
    ['?tab=stages', 'stages'],
    ['?tab=stages&edit=mql&beside=true', 'beside'],
    ['?tab=scores', 'scores'],
    ['?tab=more', 'more'],
    ['?tab=document', 'document'],
  ])('lifecycle%s can be read by everybody', async (search, name) => {
    await visit(`/lifecycle${search}`, { height: 1000 }, async (page) => {
      await page.getByText('is in force', { exact: false }).first().waitFor()
      await page.waitForLoadState('networkidle')
      await openAll(page)
      await takePicture(page, `studio-${name}`)
      expect(await findBarriersInThemes(page)).toEqual([])
      await show(page, { dark: false, size: phone })
      await takePicture(page, `studio-${name}-phone`)
      expect(await findBarriers(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width)
    })
  })

  test('what is typed shows in the fields, what is clicked in the text, and both are undone', async () => {
    await visit('/lifecycle?tab=stages&edit=lead&beside=true', { height: 1000 }, async (page) => {
      const text = () =>
        page.evaluate(() => JSON.parse(localStorage.getItem('ripen-lifecycle-draft') ?? '{}').text ?? '')
      const document = page.getByRole('textbox', { name: 'Lifecycle as YAML' })
      const lead = page.getByRole('region', { name: 'Lead', exact: true })
      await document.getByText('key: lead', { exact: false }).first().waitFor()

      // By keyboard: the second condition goes above the first.
      const rows = lead.getByRole('region', { name: 'When', exact: true }).locator('[data-condition=leaf]')
      await rows.nth(1).focus()
      await page.keyboard.press('Alt+ArrowUp')
      await expect.poll(text).toContain('any: [ { imported: true }, { converted:')
      await document.getByText('{ imported: true }, { converted', { exact: false }).first().waitFor()

      // As text: the name of the stage.
      await document.getByText('name: Lead', { exact: false }).first().click()
      await page.keyboard.press('End')
      await page.keyboard.type('er')
      await page.getByRole('region', { name: 'Leader', exact: true }).waitFor()
      await page.keyboard.type(': [')
      await page.getByText('The document cannot be read at the moment.', { exact: false }).waitFor()
      expect(await findBarriers(page)).toEqual([])
      await page.keyboard.press('Control+z')
      await page.getByRole('region', { name: 'Lead', exact: true }).waitFor()
      await page.getByRole('button', { name: 'Undo', exact: true }).first().click()
      await expect.poll(text).not.toContain('any: [ { imported: true }, { converted:')
    })
  })
})
