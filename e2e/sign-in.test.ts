import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findBarriers, findFaintness, hasBrowser, openPage, signOut, takePicture } from './browser.ts'
import { appInBrowser } from './visits.ts'

const password = 'nineteen green herons'

describe.skipIf(!hasBrowser)('coming in', { timeout: 120_000 }, () => {
  const here = appInBrowser(undefined, { people: false })

  /** Looks at the page in both themes and on a phone, and that nothing bars anybody's way there. */
  async function look(page: Page, name: string): Promise<void> {
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await takePicture(page, `${name}-${theme}`)
      expect(await (theme === 'light' ? findBarriers : findFaintness)(page)).toEqual([])
    }
    const size = page.viewportSize()
    await page.setViewportSize({ width: 360, height: 740 })
    await takePicture(page, `${name}-phone`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    await page.setViewportSize(size ?? { width: 1440, height: 900 })
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  }

  test('the first administrator is set up, invites somebody, and both come in', async () => {
    const { page, complaints, close } = await openPage(here.browser, here.app.url)
    await page.goto('/contacts?q=Ada')
    await page.getByRole('heading', { name: 'Welcome. Who looks after this Ripen?' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/set-up')
    await look(page, 'set-up')

    await page.getByLabel('Your name').fill('Ada <b>Lovelace</b>')
    await page.getByLabel('E-mail').fill('ada@example.com')
    await page.getByLabel('Password', { exact: true }).fill('password1234')
    await page.getByText('Long enough.').waitFor()
    await page.getByRole('button', { name: 'Set up and come in' }).click()
    await page.getByRole('alert').getByText('guessed first').waitFor()
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Set up and come in' }).click()
    await page.waitForURL((url) => url.pathname === '/')

    await page.getByRole('link', { name: /Ada <b>Lovelace<\/b>, Administrator/ }).click()
    await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor()
    await page.getByText('here', { exact: true }).waitFor()
    await look(page, 'settings-me')

    await page.getByRole('link', { name: 'People and teams' }).click()
    await page.getByRole('button', { name: 'Invite …' }).click()
    const panel = page.getByRole('complementary', { name: 'Invite somebody' })
    await panel.getByLabel('E-mail').fill('grace@example.com')
    await panel.getByLabel('Sales', { exact: false }).first().check()
    await panel.getByRole('radio', { name: /^Sales/ }).check()
    await look(page, 'settings-invite')
    await panel.getByRole('button', { name: 'Invite', exact: true }).click()
    const link = (await panel.locator('code').textContent()) ?? ''
    expect(link).toContain(`${here.app.url}/invitation/`)
    await page.keyboard.press('Escape')
    await page.getByText('grace@example.com').waitFor()
    await look(page, 'settings-people')

    const second = await openPage(here.browser, here.app.url)
    await second.page.goto(new URL(link).pathname)
    await second.page.getByRole('heading', { name: /has invited you to Ripen/ }).waitFor()
    await second.page.getByText('You will sign in as grace@example.com, with the role Sales.').waitFor()
    await look(second.page, 'invitation')
    await second.page.getByLabel('Your name').fill('Grace Hopper')
    await second.page.getByLabel('Password', { exact: true }).fill(password)
    await second.page.getByRole('button', { name: 'Come in' }).click()
    await second.page.waitForURL((url) => url.pathname === '/')
    await second.page.goto('/settings/keys')
    await second.page.getByRole('heading', { name: 'This is for administrators' }).waitFor()
    await second.page.goto(new URL(link).pathname)
    await second.page.getByText('used already').waitFor()
    await second.close()
    expect([...complaints, ...second.complaints]).toEqual([])
    await close()
  })

  test('who is not signed in is led to the sign-in, and back to where they wanted to go', async () => {
    const { page, complaints, close } = await openPage(here.browser, here.app.url)
    await page.goto('/settings/audit?what=invitation')
    await page.waitForURL(/\/sign-in\?to=/)
    await page.getByRole('heading', { name: 'Sign in to Ripen' }).waitFor()
    await page.getByLabel('E-mail').fill('ada@example.com')
    await page.getByLabel('Password', { exact: true }).fill('not this one, sorry')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
    await look(page, 'sign-in')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(/\/settings\/audit\?what=invitation/)
    await page.getByText('invited').first().waitFor()
    await page.getByText('What changed').first().click()
    await look(page, 'settings-audit')

    await page.goto('/settings/keys')
    await page.getByRole('button', { name: 'Make a key …' }).first().click()
    const panel = page.getByRole('complementary', { name: 'Make a key' })
    await panel.getByLabel('Name').fill('Newsletter')
    await panel.getByRole('button', { name: 'Make the key' }).click()
    expect(await panel.locator('code').textContent()).toMatch(/^ripen_w_/)
    await look(page, 'settings-key-made')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Revoke Newsletter' }).click()
    await page.getByRole('button', { name: 'Yes, revoke it' }).click()
    await page.getByText('Newsletter is revoked.').waitFor()
    await look(page, 'settings-keys')
    await page.goto('/settings/sign-in')
    await page.getByLabel(/Their own contacts/).check()
    await page.getByText('Saved.').waitFor()
    await look(page, 'settings-sign-in')

    await signOut(page)
    await page.goto('/contacts')
    await page.waitForURL(/\/sign-in\?to=/)
    expect(complaints).toEqual([])
    await close()
  })

  test('a foreign address to go on to is not gone to', async () => {
    const { page, close } = await openPage(here.browser, here.app.url)
    await page.goto('/sign-in?to=//evil.example/x')
    await page.getByLabel('E-mail').fill('ada@example.com')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL((url) => url.pathname === '/')
    expect(new URL(page.url()).origin).toBe(here.app.url)
    await close()
  })

  test('a forgotten password is asked about, and a link that does not work says so', async () => {
    const { page, complaints, close } = await openPage(here.browser, here.app.url)
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    // Both pages ask for an address: what is typed before the second is there would go to the first.
    const send = page.getByRole('button', { name: 'Send the link' })
    await send.waitFor()
    await page.getByLabel('E-mail').fill('nobody@example.com')
    await look(page, 'reset-ask')
    await send.click()
    await page.getByText('finds the link in its log').waitFor()
    await page.goto('/reset/not-a-link-that-anybody-sent')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Save and sign in' }).click()
    await page.getByRole('alert').getByText('used already, or is older than an hour').waitFor()
    await look(page, 'reset')
    await page.goto('/invitation/not-a-link-that-anybody-sent')
    await page.getByRole('heading', { name: 'This invitation does not work' }).waitFor()
    expect(complaints).toEqual([])
    await close()
  })
})
