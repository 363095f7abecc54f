import { describe, expect, test } from 'vitest'
import { findBarriers, hasBrowser, takePicture } from './browser.ts'
import { storyOfAda } from './story.ts'
import { appInBrowser } from './visits.ts'

describe.skipIf(!hasBrowser)('contacts by hand', { timeout: 90_000 }, () => {
  const here = appInBrowser(async (app) => {
    await app.send(storyOfAda())
    const person = (email: string, traits: object) => ({ type: 'identify', traits: { email, ...traits } })
    const reads = (email: string) => ({ type: 'track', event: 'Content Downloaded', context: { traits: { email } } })
    await app.send([
      person('a.da@acme.example', { name: 'Ada L.', city: 'London', phone: '+44 20 7946 0001' }),
      person('grace@navy.example', { name: 'Grace Hopper', company: 'Navy' }),
      person('g.hopper@home.example', { name: 'Hopper, Grace', company: 'Navy Inc.', note: '<b>bold</b>' }),
      reads('g.hopper@home.example'),
    ])
  })
  const { visit } = here

  test('one is created, and edited with a way back', async () => {
    await visit('/contacts/new', {}, async (page) => {
      const submit = page.getByRole('button', { name: 'Create the contact' })
      expect(await submit.isDisabled()).toBe(true)
      await page.getByLabel('E-mail address').fill('ada@acme.example')
      await submit.click()
      await page.getByRole('alert').getByText('is the contact “Ada Lovelace” already').waitFor()
      await takePicture(page, 'contact-new')
      expect(await findBarriers(page)).toEqual([])
      await page.getByLabel('E-mail address').fill('mary@somerville.example')
      await page.getByLabel('First name').fill('Mary <i>Fairfax</i>')
      await submit.click()
      await page.getByRole('heading', { name: 'Mary <i>Fairfax</i>', level: 1 }).waitFor()

      await page.getByRole('link', { name: 'Edit', exact: true }).click()
      const panel = page.getByRole('complementary', { name: /^Edit Mary/ })
      await panel.getByLabel('City').fill('Naples')
      await panel.getByLabel('Name of the fact').fill('title')
      await panel.getByLabel('Value').fill('Mathematician')
      await takePicture(page, 'contact-edit')
      await panel.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Mathematician').first().waitFor()
      await page
        .getByText(/set city and title|set title and city/)
        .first()
        .waitFor()
      await page.getByRole('button', { name: 'Undo', exact: true }).click()
      await page.getByText('The change was taken back.').waitFor()
    })
  })

  test('duplicates are compared side by side, merged, and parted again', async () => {
    await visit('/contacts/duplicates', { height: 1000 }, async (page) => {
      const pair = page.getByRole('listitem', { name: /Grace/ })
      await page.waitForFunction(async () => {
        const shown = document.querySelectorAll('main li[aria-label]').length
        if (shown < 2) window.dispatchEvent(new Event('visibilitychange'))
        return shown >= 2
      })
      await takePicture(page, 'duplicates')
      await pair.getByRole('link', { name: /Compare and merge/ }).click()
      await page.getByText('as one contact.').waitFor()
      await page.getByRole('cell', { name: '<b>bold</b>' }).first().waitFor()
      await takePicture(page, 'merge')
      await page.getByRole('button', { name: 'Let the other one stay' }).click()
      await page.getByText('as one contact.').waitFor()
      await page.getByRole('button', { name: 'Merge them' }).click()
      await page.getByText(/They are one contact now/).waitFor()

      await page.getByRole('link', { name: 'Split …' }).click()
      await page.getByText('is made of 2 contacts that were merged.').waitFor()
      await takePicture(page, 'parts')
      expect(await findBarriers(page)).toEqual([])
      await page.getByRole('button', { name: /^Take out again: / }).click()
      await page.getByText('They are two contacts again.').waitFor()
      await page.getByText('was never merged with another.').waitFor()
    })
  })

  test('two who are not the same person are remembered as two', async () => {
    await visit('/contacts/duplicates', { width: 360, height: 740, dark: true }, async (page) => {
      const pair = page.getByRole('listitem', { name: /Ada/ })
      await pair.waitFor()
      await takePicture(page, 'duplicates-phone-dark')
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
      await pair.getByRole('button', { name: /Not the same person/ }).click()
      await page.getByText('Remembered: they are two people.').waitFor()
      await pair.waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Undo', exact: true }).click()
      await pair.waitFor()
      await pair.getByRole('link', { name: /Compare and merge/ }).click()
      await page.getByText('as one contact.').waitFor()
      await takePicture(page, 'merge-phone-dark')
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    })
  })

  test('somebody to merge with is found by name, and an address becomes another’s', async () => {
    await visit('/contacts/duplicates', { dark: true }, async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace', exact: true }).click()
      await page.getByRole('link', { name: 'Merge …' }).click()
      await page.getByText('Who is the same person as Ada Lovelace?').waitFor()
      await page.getByRole('searchbox').fill('grace')
      await page.getByRole('region', { name: 'Found' }).getByRole('link').first().waitFor()
      await takePicture(page, 'merge-choice-dark')

      await page.goBack()
      await page.getByRole('link', { name: 'Split …' }).click()
      const own = page.getByRole('form', { name: 'The contact itself' })
      await own.getByRole('checkbox', { name: /browser-of-ada/ }).check()
      await takePicture(page, 'split-dark')
      expect(await findBarriers(page)).toEqual([])
      await own.getByRole('button', { name: 'Take 1 out' }).click()
      await page.getByText('It is a contact of its own now.').waitFor()
      await page.getByRole('button', { name: 'Open it' }).click()
      await page.getByRole('heading', { name: 'Anonymous visitor' }).waitFor()
    })
  })

  test('nobody to be found says so', async () => {
    for (const path of [
      '/contacts/merge',
      '/contacts/merge?one=x',
      '/contacts/00000000-0000-7000-8000-000000000000/parts',
    ])
      await visit(path, {}, (page) => page.getByRole('heading', { name: 'There is no such page' }).waitFor())
  })
})
