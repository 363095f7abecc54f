import type { Server } from 'node:http'
import { Provider } from 'oidc-provider'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { freePort } from '../server/src/db/embedded/postmaster.ts'
import { findViolations, hasBrowser, openPage, signOut, takePicture } from './browser.ts'
import { appInBrowser } from './visits.ts'

const accounts: Readonly<Record<string, object>> = {
  ada: { email: 'ada@acme.example', email_verified: true, name: 'Ada Lovelace' },
  eve: { email: 'eve@elsewhere.example', email_verified: true, name: 'Eve' },
}

describe.skipIf(!hasBrowser)('single sign-on in the browser', { timeout: 90_000 }, () => {
  let peer: Server
  const here = appInBrowser(undefined, async () => {
    // The peer says of each of its defaults that it is one.
    for (const level of ['info', 'warn'] as const) vi.spyOn(console, level).mockImplementation(() => {})
    const [port, issuerPort] = [await freePort(), await freePort()]
    const url = `http://127.0.0.1:${port}`
    const issuer = `http://127.0.0.1:${issuerPort}`
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: 'ripen',
          client_secret: 'a secret between the two',
          redirect_uris: [`${url}/api/v1/auth/callback/sso`],
          grant_types: ['authorization_code'],
          response_types: ['code'],
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      conformIdTokenClaims: false,
      findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, ...accounts[id] }) }),
      features: { devInteractions: { enabled: true } },
      pkce: { required: () => true },
      cookies: { keys: ['a key of this test'] },
    })
    peer = provider.listen(issuerPort, '127.0.0.1')
    const sso = {
      name: 'Acme login',
      issuer,
      clientId: 'ripen',
      clientSecret: 'a secret between the two',
      domains: ['acme.example'],
      role: 'marketer',
      trustEmail: false,
    } as const
    return { settings: { port, url, sso: { ...sso, domains: [...sso.domains] } } }
  })

  afterAll(async () => {
    vi.restoreAllMocks()
    peer?.closeAllConnections()
    peer?.close()
  })

  /** Goes by the button through the provider's own two forms, as far as they are shown. */
  async function signInAt(page: Page, account: string): Promise<void> {
    // The provider's own pages ask for letters of another site, which a test has no business with.
    await page.route(/fonts\.googleapis\.com/, (route) => route.abort())
    await page.getByRole('button', { name: 'Continue with Acme login' }).click()
    await page.getByPlaceholder('Enter any login').fill(account)
    await page.getByPlaceholder('and password').fill('any')
    await page.getByRole('button', { name: 'Sign-in' }).click()
    await page.getByRole('button', { name: 'Continue' }).click()
  }

  test('who belongs here comes in by the provider’s form, to the page that was wanted, and out again', async () => {
    const { page, close } = await openPage(here.browser, here.app.url)
    await page.goto('/')
    await page.getByRole('heading', { name: 'Sign in to Ripen' }).waitFor()
    await page.getByRole('button', { name: 'Continue with Acme login' }).waitFor()
    await takePicture(page, 'sign-in-sso')
    expect(await findViolations(page)).toEqual([])
    await signInAt(page, 'ada')
    await page.waitForURL(`${here.app.url}/`)
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'Ada Lovelace, Marketer' }).waitFor()
    const cookies = await page.context().cookies(here.app.url)
    expect(cookies.every(({ httpOnly }) => httpOnly)).toBe(true)

    await signOut(page)
    await page.getByRole('heading', { name: 'Sign in to Ripen' }).waitFor()
    await page.goto('/contacts?q=Ada')
    // The provider still knows the person, and asks for nothing.
    await page.getByRole('button', { name: 'Continue with Acme login' }).click()
    await page.waitForURL(/\/contacts\?q=Ada/)
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor()
    await close()
  })

  test('who is not invited is told so, in words, and is not in', async () => {
    const { page, close } = await openPage(here.browser, here.app.url)
    await page.goto('/sign-in')
    await signInAt(page, 'eve')
    await page.waitForURL(/\/sign-in\?failed=unwelcome/)
    await page.getByRole('alert').getByText('You are signed in there, but not invited here.').waitFor()
    await takePicture(page, 'sign-in-sso-refused')
    expect(await findViolations(page)).toEqual([])
    await page.goto('/contacts')
    await page.waitForURL(/\/sign-in\?to=/)
    await close()
  })

  test('a provider that is away is told, and the password still works', async () => {
    const { page, close } = await openPage(here.browser, here.app.url)
    await page.goto('/sign-in')
    await page.route('**/api/v1/sign-in/sso', (route) => route.abort())
    await page.getByRole('button', { name: 'Continue with Acme login' }).click()
    await page.getByRole('alert').waitFor()
    const known = await here.app.signIn({ name: 'Grace Hopper', role: 'viewer' })
    await page.getByLabel('E-mail').fill(known.email)
    await page.getByLabel('Password', { exact: true }).fill(known.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
    await close()
  })
})
