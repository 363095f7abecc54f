import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findBarriers, hasBrowser, takePicture } from './browser.ts'
import { storyOfAda, storyOfOthers } from './story.ts'
import { appInBrowser } from './visits.ts'

describe.skipIf(!hasBrowser)('many contacts at once', { timeout: 90_000 }, () => {
  const here = appInBrowser(async (app) => {
    await app.send(storyOfOthers(70))
    await app.send(storyOfAda())
  })
  const { visit } = here

  const ask = async (path: string) =>
    (await (await fetch(`${here.app.url}/api/v1${path}`, { headers: { cookie: here.app.cookie } })).json()) as {
      readonly rows?: unknown
      readonly tracks?: unknown
      readonly items?: readonly unknown[]
    }
  /** What the reports and the stages tell, without the moment at which they were asked. */
  const counts = async () => ({
    funnel: { ...(await ask('/reports/funnel')), at: null },
    stages: { ...(await ask('/reports/stages')), at: null },
    now: (await ask('/lifecycle/stages')).tracks,
  })
  const dock = (page: Page) => page.getByRole('region', { name: 'What to do with the chosen' })
  const first = (page: Page) => page.getByRole('checkbox', { name: 'Choose Ada Lovelace' })

  test('all that match are moved with a reason, told of, and moved back, and every report is what it was', async () => {
    const before = await counts()
    await visit('/contacts', {}, async (page) => {
      await first(page).waitFor()
      await page.getByRole('checkbox', { name: 'Choose all that are shown' }).check()
      await dock(page).getByText('50 chosen').waitFor()
      await dock(page).getByRole('button', { name: 'Choose all 71 that match' }).click()
      await dock(page).getByText('All 71 that match chosen').waitFor()
      // One is left out again.
      await first(page).uncheck()
      await dock(page).getByText('70 chosen').waitFor()
      await dock(page).getByRole('button', { name: 'Move' }).click()
      await dock(page).getByLabel('To which stage').selectOption({ label: 'Disqualified' })
      await dock(page).getByLabel('Reason').selectOption('spam')
      await takePicture(page, 'bulk-form')
      expect(await findBarriers(page)).toEqual([])
      await dock(page).getByRole('button', { name: 'Look ahead' }).click()
      await dock(page).getByText('Of 70 contacts 70 would move.').waitFor()
      expect(await counts()).toEqual(before)
      await takePicture(page, 'bulk-plan')
      await dock(page).getByRole('button', { name: 'Start: 70 contacts' }).click()
      await dock(page).getByText('Of 70 contacts 70 moved.').waitFor()
      await takePicture(page, 'bulk-done')
      expect(await findBarriers(page)).toEqual([])
      expect(await counts()).not.toEqual(before)
      await dock(page).getByRole('button', { name: 'Undo' }).click()
      await dock(page).getByText('Taken back for 70 contacts.').waitFor()
    })
    expect(await counts()).toEqual(before)
  })

  test('keys alone choose, and who is refused is told with the people behind it', async () => {
    await visit('/contacts', { dark: true }, async (page) => {
      await first(page).waitFor()
      await page.keyboard.press('j')
      await page.keyboard.press('x')
      await dock(page).getByText('1 chosen').waitFor()
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await page.keyboard.press('Shift+X')
      await dock(page).getByText('3 chosen').waitFor()
      await page.keyboard.press('Control+a')
      await dock(page).getByText('50 chosen').waitFor()
      await page.keyboard.press('Control+a')
      await dock(page).getByText('All 71 that match chosen').waitFor()
      await dock(page).getByRole('button', { name: 'Move' }).press('Enter')
      await dock(page).getByLabel('To which stage').selectOption({ label: 'Evangelist' })
      await dock(page).getByRole('button', { name: 'Look ahead' }).click()
      await dock(page).getByText('Of 71 contacts nobody would move, 71 are refused.').waitFor()
      await takePicture(page, 'bulk-refused-dark')
      expect(await findBarriers(page)).toEqual([])
      await dock(page)
        .getByRole('link', { name: /contacts?: / })
        .first()
        .click()
      await page.getByRole('heading', { name: 'Move to Evangelist' }).waitFor()
      await page.getByRole('row').nth(1).waitFor()
      await takePicture(page, 'bulk-one-dark')
      await page.getByRole('button', { name: 'Leave it' }).click()
      await page.getByRole('heading', { name: 'Bulk actions' }).waitFor()
      await page.getByRole('link', { name: 'Move to Disqualified' }).waitFor()
      await takePicture(page, 'bulk-list-dark')
    })
  })

  test('on a phone two are given a trait, and the list is taken away as a file', async () => {
    await visit('/contacts', { width: 390, height: 800 }, async (page) => {
      await first(page).check()
      await page
        .getByRole('checkbox', { name: /^Choose / })
        .nth(5)
        .check()
      await dock(page).getByText('2 chosen').waitFor()
      await dock(page).getByRole('link', { name: 'Merge the two' }).waitFor()
      await dock(page).getByRole('button', { name: 'Trait' }).click()
      await dock(page).getByLabel('Trait', { exact: true }).fill('industry')
      await dock(page).getByLabel('Value').fill('Software')
      await takePicture(page, 'bulk-phone')
      await dock(page).getByRole('button', { name: 'Look ahead' }).click()
      await dock(page).getByRole('button', { name: 'Start: 2 contacts' }).click()
      await dock(page).getByText('Of 2 contacts 2 changed.').waitFor()
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Export' }).click(),
      ])
      expect(file.suggestedFilename()).toMatch(/^ripen-contacts-.*\.csv$/)
    })
  })
})
