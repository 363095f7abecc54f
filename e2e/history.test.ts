import { describe, expect, test } from 'vitest'
import { findBarriers, hasBrowser, openPage, takePicture } from './browser.ts'
import { hubspotFile } from './hubspot-file.ts'
import { watchRequests } from './look.ts'
import { storyOfOthers } from './story.ts'
import { appInBrowser } from './visits.ts'

const file = { name: 'hubspot-contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(hubspotFile(80)) }

describe.skipIf(!hasBrowser)('from a file to another lifecycle', { timeout: 120_000 }, () => {
  const here = appInBrowser()
  const { visit } = here

  test('before the first import the page says what a file is good for', async () => {
    await visit('/imports', {}, async (page) => {
      await page.getByText('Nothing has been imported yet.').waitFor()
      await takePicture(page, 'imports-empty')
      expect(await findBarriers(page)).toEqual([])
    })
  })

  test('a file that is no table is refused in words', async () => {
    await visit('/imports/new', {}, async (page) => {
      await page.getByText('nothing is written before you say so', { exact: false }).waitFor()
      await takePicture(page, 'import-choose')
      const bad = {
        name: 'picture.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0]),
      }
      await page.locator('input[type=file]').setInputFiles(bad)
      await page
        .getByRole('alert')
        .getByText('the file is full of characters that no text has', { exact: false })
        .waitFor()
      await takePicture(page, 'import-refused')
      expect(await findBarriers(page)).toEqual([])
    })
  })

  test('a HubSpot file is recognised, corrected column by column, and imported', async () => {
    await visit('/imports/new', { height: 1100 }, async (page) => {
      await page.locator('input[type=file]').setInputFiles(file)
      await page.getByText('This looks like an export of HubSpot contacts').waitFor()
      const mql = page.getByRole('combobox', { name: 'What “Became a Marketing Qualified Lead Date” means' })
      expect(await mql.inputValue()).toContain('stages.')
      await page.getByText('All of the first 20 rows can be taken.').waitFor()
      await page.getByRole('button', { name: 'Count the whole file' }).click()
      await page.getByText(/would be imported, .* bring nothing new/).waitFor()
      await takePicture(page, 'import-mapper')
      expect(await findBarriers(page)).toEqual([])

      await page.getByRole('combobox', { name: 'What “Renewal month” means' }).selectOption('contact.traits')
      await page.getByRole('textbox', { name: 'Name for “Renewal month”' }).fill('renewal')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Show the mapping as text' }).click()
      const text = page.getByRole('textbox', { name: 'Mapping as YAML' })
      await expect.poll(() => text.inputValue()).toContain('renewal: Renewal month')
      await takePicture(page, 'import-mapper-text')

      const whole = await text.inputValue()
      await text.fill(whole.replace('system: hubspot', 'system: Hub Spot'))
      await page.getByText('1 fault in the mapping').waitFor()
      expect(await page.getByRole('button', { name: 'Import this file' }).isDisabled()).toBe(true)
      await takePicture(page, 'import-mapper-fault')
      expect(await findBarriers(page)).toEqual([])
      await text.fill(whole)
      await page.getByText('All of the first 20 rows can be taken.').waitFor()
      await page.getByRole('button', { name: 'Import this file' }).click()

      await page.waitForURL(/imports\/[0-9a-f-]{36}/)
      await page.getByText('80 rows imported, 1 rejected.').waitFor()
      await takePicture(page, 'import-done')
      expect(await findBarriers(page)).toEqual([])
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Download the rejected rows' }).click(),
      ])
      expect(download.suggestedFilename()).toBe('hubspot-contacts.rejected.csv')
    })
  })

  test('the funnel has entered and reached, and opens the people behind a number', async () => {
    await visit('/imports', {}, async (page) => {
      await page.getByText('1 file imported, with 80 rows of history.').waitFor()
      await takePicture(page, 'imports')
      await page.getByRole('link', { name: 'hubspot-contacts.csv', exact: true }).click()
      await page.getByRole('link', { name: 'See the funnel' }).click()
      await page.getByRole('table').first().waitFor()
      const row = page.getByRole('row', { name: /^Marketing qualified lead|^MQL/ }).first()
      await row.getByRole('link', { name: /^40/ }).first().click()
      await page.waitForURL(/contacts\?/)
      await page.getByText('40 contacts', { exact: false }).first().waitFor()
    })
  })

  test('a threshold is changed, its plan and what-if are read, and it is published', async () => {
    await here.app.send(storyOfOthers(70))
    await visit('/lifecycle?tab=document', { height: 1000 }, async (page) => {
      await page.getByText('Version 1 is in force').waitFor()
      const threshold = page.getByRole('spinbutton', { name: 'engagement score: at least' })
      expect(await threshold.inputValue()).toBe('60')
      await takePicture(page, 'lifecycle')
      await page.waitForLoadState('networkidle')

      await page.getByRole('spinbutton', { name: 'account employees: at least' }).fill('20')
      await threshold.fill('10')
      const bar = page.getByRole('region', { name: 'Effect of the draft' })
      await bar.getByText(/Now: \d+ people would move\./).waitFor()
      await bar.getByText(/Whole history: \d+ → \d+ MQL/).waitFor()
      const kept = () => page.evaluate(() => localStorage.getItem('ripen-lifecycle-draft'))
      await expect.poll(kept).toContain('engagement: { at_least: 10 }')
      await takePicture(page, 'lifecycle-draft')
      expect(await findBarriers(page)).toEqual([])

      await page.reload()
      expect(await threshold.inputValue()).toBe('10')

      await page.getByRole('link', { name: 'Plan', exact: true }).click()
      await page
        .getByText(/engagement score is at least 60 → 10/)
        .first()
        .waitFor()
      await page.locator('summary', { hasText: '→ MQL' }).first().click()
      await takePicture(page, 'lifecycle-plan')
      expect(await findBarriers(page)).toEqual([])

      await page.getByRole('link', { name: 'What-if', exact: true }).click()
      await page.getByText(/people who entered MQL, had this draft always been in force/).waitFor()
      await page.getByRole('heading', { name: 'What became of them' }).waitFor()
      await page.locator('[role=img] svg').first().waitFor()
      await takePicture(page, 'lifecycle-what-if')
      expect(await findBarriers(page)).toEqual([])

      await page.getByRole('button', { name: 'Publish …' }).click()
      const panel = page.getByRole('complementary', { name: 'Publish version 2' })
      await panel.getByLabel('What has changed').fill('MQL from 10 points on')
      await takePicture(page, 'lifecycle-publish')
      expect(await findBarriers(page)).toEqual([])
      await panel.getByRole('button', { name: /^Publish and move \d+ people/ }).click()
      await page.getByText('Version 2 is in force', { exact: false }).first().waitFor()

      await page.getByRole('link', { name: 'Versions', exact: true }).click()
      await page.getByText('MQL from 10 points on').waitFor()
      await takePicture(page, 'lifecycle-versions')
      expect(await findBarriers(page)).toEqual([])
    })
  })

  test('a move is voided on the page of its contact, and an import is undone', async () => {
    await visit('/contacts?stage=mql', {}, async (page) => {
      await page.locator('[data-row]').first().click()
      await page.getByRole('heading', { name: 'Why MQL' }).waitFor()
      await page
        .getByRole('button', { name: /^Take back: .*MQL$/ })
        .first()
        .click()
      await page.getByLabel('Why was it a mistake?').fill('Sales says so')
      await takePicture(page, 'void')
      expect(await findBarriers(page)).toEqual([])
      await page.getByRole('button', { name: 'Take it back', exact: true }).click()
      await page.getByText(/taken back\./).waitFor()
      await page.getByText('undone', { exact: true }).first().waitFor()
    })
    await visit('/imports', {}, async (page) => {
      await page.getByRole('link', { name: 'hubspot-contacts.csv', exact: true }).click()
      await page.getByRole('button', { name: 'Undo this import …' }).click()
      await page.getByText('80 rows of hubspot-contacts.csv will be taken out again').waitFor()
      await takePicture(page, 'import-undo')
      expect(await findBarriers(page)).toEqual([])
      await page.getByRole('button', { name: 'Yes, undo it' }).click()
      await page.getByText('Undone: the histories are as if it had never come.').waitFor()
    })
  })

  test('every page fits a phone', async () => {
    await visit('/imports', { width: 360, height: 740, dark: true }, async (page) => {
      const { drawn, goTo } = watchRequests(page)
      const tabs = ['document', 'plan', 'versions'].map((tab) => `/lifecycle?tab=${tab}`)
      for (const path of ['/imports', '/imports/new', '/lifecycle', ...tabs]) {
        await goTo(path)
        await drawn()
        await takePicture(page, `history-phone${path.replaceAll(/[^a-z]+/g, '-')}`)
        expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 360])
      }
    })
  })

  test('where the server is away, the pages say so', async () => {
    const { page, close } = await openPage(here.browser, here.app)
    await page.route('**/api/**', (route) => route.abort())
    for (const path of ['/imports', '/lifecycle']) {
      await page.goto(path)
      await page.getByRole('alert').getByText('Ripen does not answer').waitFor()
      expect(await findBarriers(page)).toEqual([])
    }
    await close()
  })
})
