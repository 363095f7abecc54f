import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findViolations, hasBrowser, openPage } from './browser.ts'
import { storyOfAda, storyOfOthers } from './story.ts'
import { refusedScript, SCRIPT, storyOfMallory } from './story-of-script.ts'
import { appInBrowser } from './visits.ts'

const DAY = 86_400_000

describe.skipIf(!hasBrowser)('what comes in wrong', { timeout: 90_000 }, () => {
  const clock = { ahead: 0 }
  let person: string

  const here = appInBrowser(
    async (app) => {
      await app.send([...storyOfAda(), ...storyOfOthers(3), ...storyOfMallory()])
      await app.sendPublicly(refusedScript())
      const { items } = await asked<{ items: { id: string }[] }>('/contacts?q=Ada%20Lovelace')
      person = items[0]?.id ?? ''
    },
    { now: () => Date.now() + clock.ahead },
  )

  async function asked<Answer>(path: string, method = 'GET', body?: object, cookie = here.app.cookie): Promise<Answer> {
    const response = await fetch(`${here.app.url}/api/v1${path}`, {
      method,
      headers: { cookie, origin: here.app.url, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return (await response.json()) as Answer
  }

  const harmed = (page: Page) =>
    page.evaluate<boolean>('"harmed" in window || document.querySelector("[data-planted]") !== null')

  test('a name that is a script is shown as it was written, in the list, on the page, in the search and on paper', async () => {
    const { page, complaints, close } = await openPage(here.browser, here.app)
    await page.goto('/contacts?q=mallory')
    await page.getByRole('link', { name: SCRIPT, exact: true }).click()
    await page.getByRole('heading', { name: SCRIPT, level: 1 }).waitFor()
    expect(await page.title()).toContain('<img data-planted')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').first().fill('mallory')
    await page.getByRole('option', { name: SCRIPT }).first().waitFor()
    expect(await harmed(page)).toBe(false)
    expect(complaints).toEqual([])
    await close()
  })

  test('a trait of 100 kB is refused with its reason, and what was sent can be looked at', async () => {
    const { page, complaints, close } = await openPage(here.browser, here.app)
    await page.goto('/rejected')
    await page
      .getByText(/32,768 bytes|32 KB|too large/i)
      .first()
      .waitFor()
    expect(await harmed(page)).toBe(false)
    expect(complaints).toEqual([])
    await close()
  })

  test('who sees only their own gets the page for what there is not, and no name', async () => {
    await asked('/settings', 'PUT', { salesSees: 'own' })
    const sales = await here.app.signIn({ role: 'sales', teams: ['sales'] })
    const { page, close } = await openPage(here.browser, { url: here.app.url, cookie: sales.cookie })
    const answered = page.waitForResponse((response) => response.url().includes(`/api/v1/contacts/${person}`))
    await page.goto(`/contacts/${person}`)
    expect((await answered).status()).toBe(404)
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    expect(await page.locator('body').textContent()).not.toContain('Lovelace')
    expect(await page.title()).not.toContain('Lovelace')
    await close()
  })

  test('an invitation that has run out says so, and how to get another', async () => {
    const { link } = await asked<{ link: string }>('/invitations', 'POST', {
      email: 'late@acme.example',
      role: 'viewer',
      teams: [],
    })
    const { page, close } = await openPage(here.browser, here.app.url)
    await page.goto(new URL(link).pathname)
    await page.getByText('You will sign in as late@acme.example').waitFor()
    clock.ahead = 8 * DAY
    await page.reload()
    await page.getByRole('heading', { name: 'This invitation does not work' }).waitFor()
    await page.getByText(/older than|run out|expired/).waitFor()
    expect(await findViolations(page)).toEqual([])
    clock.ahead = 0
    await close()
  })

  test('while the server is away an edit stays as it was typed, and is saved when it is back', async () => {
    const { page, close } = await openPage(here.browser, here.app)
    await page.goto(`/contacts/${person}?panel=edit`)
    const panel = page.getByRole('complementary', { name: /^Edit Ada/ })
    await panel.getByLabel('City').fill('Ockham Park')
    await page.context().setOffline(true)
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByRole('alert').getByText('Ripen cannot be reached').waitFor()
    expect(await panel.getByLabel('City').inputValue()).toBe('Ockham Park')
    await page.context().setOffline(false)
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.waitFor({ state: 'detached' })
    await page.getByText('Ockham Park').filter({ visible: true }).first().waitFor()
    await close()
  })

  test('dates are written for the reader’s region and time zone', async () => {
    const look = async (locale: string, timezoneId: string) => {
      const { page, close } = await openPage(here.browser, here.app, { locale, timezoneId })
      await page.goto(`/contacts/${person}`)
      const times = page.getByRole('region', { name: 'Timeline' }).locator('time')
      await times.first().waitFor()
      const [dated] = await times.evaluateAll((all) =>
        all.map((time) => ({ at: time.getAttribute('datetime') ?? '', text: time.textContent ?? '' })),
      )
      await close()
      return dated
    }
    const chicago = await look('en-US', 'America/Chicago')
    const tokyo = await look('de-DE', 'Asia/Tokyo')
    expect(chicago?.at).toBe(tokyo?.at)
    expect(chicago?.text).toMatch(/\d\d?:\d\d\s?[AP]M/)
    expect(tokyo?.text).toMatch(/^\d\d:\d\d$/)
    const hourIn = (timeZone: string) =>
      Number(
        new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone }).format(
          Date.parse(tokyo?.at ?? ''),
        ),
      )
    expect(Number(tokyo?.text.slice(0, 2))).toBe(hourIn('Asia/Tokyo'))
    expect(Number(chicago?.text.split(':')[0]) % 12).toBe(hourIn('America/Chicago') % 12)
  })
})
