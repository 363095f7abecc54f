import { describe, expect, test } from 'vitest'
import { findBarriers, hasBrowser, openPage, takePicture } from './browser.ts'
import { storyOfAda, storyOfOthers } from './story.ts'
import { appInBrowser } from './visits.ts'

describe.skipIf(!hasBrowser)('the pages of contacts', { timeout: 60_000 }, () => {
  const here = appInBrowser(async (app) => {
    await app.send(storyOfOthers(70))
    await app.send(storyOfAda())
    await app.sendPublicly([{ type: 'track', event: 'Opportunity Won', userId: 'ada', properties: { id: 'o-1' } }])
  })
  const { visit } = here

  test('the list tells how many there are, opens a stage and finds a person', async () => {
    await visit('/contacts', {}, async (page) => {
      await page.getByText('71 contacts.').waitFor()
      await page.getByRole('link', { name: 'Ada Lovelace', exact: true }).waitFor()
      await takePicture(page, 'contacts')

      await page.getByRole('navigation', { name: 'Stages' }).getByRole('link', { name: /^Lead/ }).click()
      await page.waitForURL(/stage=lead/)
      await page.getByText(/contacts in Lead\./).waitFor()

      await page.goto('/contacts')
      await page.getByRole('searchbox').fill('Ada L')
      await page.waitForURL(/q=Ada/)
      await page.getByText('1 contact matches “Ada L”.').waitFor()
    })
  })

  test('the list goes on where the page ends', async () => {
    await visit('/contacts', {}, async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace', exact: true }).waitFor()
      await page.mouse.move(700, 600)
      await page.mouse.wheel(0, 4000)
      await page.getByText('That is all 71.').waitFor()
      expect(await page.locator('[data-row]').count()).toBe(71)
    })
  })

  test('a contact shows its way, why it is there, and the event behind that', async () => {
    await visit('/contacts?q=Ada', { height: 1240 }, async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace', exact: true }).click()
      await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
      await page.getByRole('heading', { name: 'Why MQL' }).waitFor()
      const way = page.getByRole('region', { name: /Way through the stages/ })
      expect(await way.getByRole('listitem').allInnerTexts()).toEqual([
        expect.stringContaining('Subscriber'),
        expect.stringContaining('Lead'),
        expect.stringContaining('Engaged'),
        expect.stringContaining('MQL'),
        expect.stringContaining('SAL'),
      ])
      await page
        .getByRole('region', { name: 'Timeline' })
        .getByText(/\/demo/)
        .first()
        .waitFor()
      await takePicture(page, 'contact')

      await page
        .getByRole('list', { name: 'Events behind it' })
        .getByRole('link', { name: /Gave its details at “demo”/ })
        .first()
        .click()
      await page.waitForURL(/event=/)
      await page.locator('[data-target]', { hasText: 'Gave its details at “demo”' }).waitFor()

      await page.getByRole('button', { name: 'Show proof' }).click()
      await page.getByRole('columnheader', { name: 'Observed' }).waitFor()
    })
  })

  test('a move is refused in words, forced with care, and undone', async () => {
    await visit('/contacts?stage=mql', {}, async (page) => {
      await page.locator('[data-row]').last().click()
      await page.getByRole('button', { name: 'Move …' }).click()
      const panel = page.getByRole('complementary', { name: /^Move / })
      await panel.getByRole('radio', { name: 'Lost' }).check()
      await panel.getByLabel('Reason').selectOption('price')
      await panel.getByRole('button', { name: 'Move to Lost' }).click()
      await panel.getByText('Not moved').waitFor()
      await takePicture(page, 'refused')
      expect(await findBarriers(page)).toEqual([])

      await panel.getByRole('button', { name: 'Move anyway …' }).click()
      await panel.getByRole('button', { name: 'Yes, move it anyway' }).click()
      await page.getByRole('heading', { name: 'Why Lost' }).waitFor()
      await page.getByText('It was moved by a person.').waitFor()

      await page.getByRole('button', { name: 'Undo', exact: true }).click()
      await page.getByText('The move was undone.').waitFor()
      await page.getByRole('heading', { name: 'Why MQL' }).waitFor()
    })
  })

  test('everything can be done with the keyboard', async () => {
    await visit('/contacts', {}, async (page) => {
      await page.locator('[data-row]').first().waitFor()
      await page.keyboard.press('/')
      await page.keyboard.type('Ada L')
      await page.waitForURL(/q=Ada/)
      await page.getByText('1 contact matches').waitFor()
      await page.keyboard.press('Escape')
      await page.keyboard.press('j')
      await page.keyboard.press('w')
      await page.getByRole('complementary', { name: 'Why MQL' }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('complementary').waitFor({ state: 'detached' })
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
    })
  })

  test('it fits a phone, and is dark where the system is', async () => {
    await visit('/contacts', { width: 360, height: 740, dark: true }, async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace', exact: true }).waitFor()
      await takePicture(page, 'contacts-phone-dark')
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(22, 19, 22)')
      await page.getByRole('link', { name: 'Ada Lovelace', exact: true }).click()
      await page.getByRole('heading', { name: 'Why MQL' }).waitFor()
      await page
        .getByRole('region', { name: 'Timeline' })
        .getByText(/\/demo/)
        .first()
        .waitFor()
      await takePicture(page, 'contact-phone-dark')
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    })
  })

  test('a message that was not taken is shown with the reason', async () => {
    await visit('/rejected', { dark: true }, async (page) => {
      await page.getByText('1 message of the last 30 days could not be taken.').waitFor()
      await page.getByText('Message as sent').click()
      await page.getByText('"event": "Opportunity Won"').waitFor()
      await takePicture(page, 'rejected-dark')
      expect(await findBarriers(page)).toEqual([])
    })
  })

  test('where the server is away, the page says so and tries again', async () => {
    const { page, close } = await openPage(here.browser, here.app)
    await page.route('**/api/**', (route) => route.abort())
    await page.goto('/contacts')
    await page.getByRole('alert').getByText('Ripen does not answer').waitFor()
    await takePicture(page, 'away')
    expect(await findBarriers(page)).toEqual([])
    await page.unroute('**/api/**')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('link', { name: 'Ada Lovelace', exact: true }).waitFor()
    await close()
  })

  test('an address that leads nowhere says so', async () => {
    await visit('/contacts/00000000-0000-7000-8000-000000000000', {}, async (page) => {
      await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    })
  })
})
