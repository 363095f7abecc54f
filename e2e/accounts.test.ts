import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hasBrowser, takePicture } from './browser.ts'
import { findBarriersInThemes } from './look.ts'
import { appInBrowser } from './visits.ts'

const HOUR = 3_600_000
const ago = (ms: number) => new Date(Date.now() - ms).toISOString()
const SCRIPT = '<img src=x onerror="document.title=1">'

/** A company with two who asked for a demo, many who only read, and one whose name is a script. */
function companies(): readonly object[] {
  const identify = (userId: string, traits: object, groupId?: string) => [
    { type: 'identify', userId, traits, timestamp: ago(50 * HOUR) },
    ...(groupId === undefined ? [] : [{ type: 'group', userId, groupId, traits: {}, timestamp: ago(49 * HOUR) }]),
  ]
  const asks = (userId: string, hours: number) => ({
    type: 'track',
    userId,
    event: 'Form Submitted',
    properties: { form: 'Demo', offer: 'bottom' },
    timestamp: ago(hours * HOUR),
  })
  const readers = Array.from({ length: 60 }, (_, index) =>
    identify(`r${index}`, { email: `reader${String(index).padStart(2, '0')}@acme.example`, name: `Reader ${index}` }),
  )
  const others = Array.from({ length: 55 }, (_, index) =>
    identify(`o${index}`, {
      email: `hello${index}@company${String(index).padStart(2, '0')}.example`,
      name: `Person ${index}`,
    }),
  )
  return [
    ...readers.flat(),
    ...others.flat(),
    ...identify('ada', { email: 'ada@acme.example', name: 'Ada Lovelace', title: 'VP Data' }),
    ...identify('bob', { email: 'bob@acme.example', name: 'Bob Stone', title: 'Analyst' }),
    ...identify('evil', { email: 'eve@evil.example', name: SCRIPT, title: 'CEO' }),
    { type: 'group', userId: 'evil', groupId: 'evil-1', traits: { name: SCRIPT, note: SCRIPT } },
    {
      type: 'group',
      userId: 'ada',
      groupId: 'acme-1',
      traits: { name: 'Acme', website: 'https://acme.example', employees: 120, industry: 'Data' },
    },
    asks('ada', 30),
    asks('bob', 29),
    {
      type: 'track',
      userId: 'ada',
      event: 'Opportunity Created',
      properties: { id: 'deal-17', opportunity_id: 'deal-17', amount: '12500', currency: 'EUR' },
      timestamp: ago(20 * HOUR),
    },
  ]
}

describe.skipIf(!hasBrowser)('accounts', { timeout: 90_000 }, () => {
  const here = appInBrowser(async (app) => {
    await app.send(companies())
  })
  const { visit } = here

  const openAcme = async (page: Page) => {
    await page.getByRole('searchbox', { name: 'Search accounts' }).fill('acme-1')
    await page.getByRole('status').filter({ hasText: '1 account matches “acme-1”' }).waitFor()
    await page.getByRole('link', { name: 'Acme', exact: false }).first().click()
    await page.getByRole('heading', { name: 'Acme', level: 1 }).waitFor()
  }

  test('a company is found by a part of its name, and says where it stands, why, and who is missing', async () => {
    await visit('/accounts', {}, async (page) => {
      await page.getByRole('status').filter({ hasText: 'by name' }).waitFor()
      const acme = page.getByRole('row', { name: /^Acme/ })
      // Accounts are folded in their own time after the messages came in.
      await expect
        .poll(
          async () => {
            await page.reload()
            await page.getByRole('status').filter({ hasText: 'by name' }).waitFor()
            return (await acme.getByText('1 of 4').count()) + (await acme.getByText('12,500 EUR').count())
          },
          { interval: 500, timeout: 60_000 },
        )
        .toBe(2)
      await takePicture(page, 'accounts')
      await openAcme(page)
      await page.getByText('because a deal with it is open').waitFor()
      await page.getByRole('heading', { name: 'Buying group: 1 of 4 roles engaged' }).waitFor()
      await takePicture(page, 'account')
    })
  })

  test('a role is given by hand, counted, and taken back; the change stands on the timeline', async () => {
    await visit('/accounts', {}, async (page) => {
      await openAcme(page)
      await page.getByRole('link', { name: 'Engaged', exact: true }).click()
      await page.getByRole('cell', { name: 'Bob Stone' }).waitFor()
      await page.getByRole('button', { name: 'Give this role: Champion' }).click()
      const panel = page.getByRole('complementary', { name: 'Who is Champion?' })
      const bob = panel.getByRole('button', { name: 'Bob Stone' })
      const people = panel.getByRole('listitem')
      const more = panel.getByRole('button', { name: 'Show more people' })
      while ((await bob.count()) === 0) {
        const shown = await people.count()
        await more.or(bob).first().waitFor()
        if ((await bob.count()) > 0) break
        await more.click()
        await expect.poll(() => people.count(), { timeout: 20_000 }).toBeGreaterThan(shown)
      }
      await bob.click()
      await page.getByRole('heading', { name: 'Buying group: 2 of 4 roles engaged' }).waitFor()
      await page.getByText('gave Bob Stone the role Champion').waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByRole('heading', { name: 'Buying group: 1 of 4 roles engaged' }).waitFor()
      await page.getByText('said that Bob Stone has not the role Champion').waitFor()
    })
  })

  test('values, an owner and a parent are set; a domain of another company is refused with its name', async () => {
    await visit('/accounts', {}, async (page) => {
      await openAcme(page)
      await page.getByRole('button', { name: 'Edit' }).click()
      await page.getByLabel('Owner').fill('Sam Sales')
      await page.getByRole('combobox', { name: 'Part of' }).fill('company00')
      await page.getByRole('option', { name: 'company00.example' }).click()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Sam Sales answers for it').waitFor()
      await page.getByRole('link', { name: 'company00.example' }).waitFor()
      await page.getByLabel('Add a domain').fill('company01.example')
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      await page.getByRole('alert').filter({ hasText: 'belongs to company01.example' }).waitFor()
      await page.getByLabel('Add a domain').fill('acme-data.example')
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      await page.getByRole('button', { name: 'Remove acme-data.example' }).waitFor()
    })
  })

  test('a name that is a script is a name', async () => {
    await visit('/accounts?q=onerror', {}, async (page) => {
      await page.getByRole('link', { name: SCRIPT }).first().click()
      await page.getByRole('heading', { name: SCRIPT, level: 1 }).waitFor()
      expect(await page.title()).not.toBe('1')
    })
  })

  test.each([
    ['on a desk', {}],
    ['on a phone', { width: 360, height: 740 }],
  ])('both pages have no barriers and fit, %s', async (name, look) => {
    await visit('/accounts', look, async (page) => {
      await page.getByRole('link', { name: 'Acme', exact: false }).first().waitFor()
      expect(await findBarriersInThemes(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await takePicture(page, `accounts-${name}`)
      await openAcme(page)
      await page.getByRole('heading', { name: /^People/ }).waitFor()
      await page.getByText('Reader').first().waitFor()
      expect(await findBarriersInThemes(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await takePicture(page, `account-${name}`)
      await page.getByRole('button', { name: 'Edit' }).click()
      await page.getByLabel('Owner').waitFor()
      expect(await findBarriersInThemes(page)).toEqual([])
      await takePicture(page, `account-edit-${name}`)
    })
  })
})

const overflow = (page: Page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth))
