import { describe, expect, test } from 'vitest'
import { findBarriers, hasBrowser, type OpenedPage, openPage, takePicture } from './browser.ts'
import { findBarriersInThemes } from './look.ts'
import { storyOfAda } from './story.ts'
import { appInBrowser } from './visits.ts'

const DAY = 86_400_000
const SCRIPT = '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>'

const message = (ago: number, type: string, rest: object): object => ({
  type,
  timestamp: new Date(Date.now() - ago).toISOString(),
  messageId: crypto.randomUUID(),
  ...rest,
})

/** Somebody who wrote script into everything that one can fill in, and a book into one trait. */
function storyOfMallory(): object[] {
  const userId = 'mallory'
  return [
    message(9 * DAY, 'page', {
      userId,
      name: SCRIPT,
      properties: { path: `/${SCRIPT}`, title: SCRIPT },
      context: { campaign: { source: SCRIPT, name: SCRIPT } },
    }),
    message(8 * DAY, 'identify', {
      userId,
      traits: {
        email: 'mallory@acme.example',
        name: SCRIPT,
        title: SCRIPT,
        [SCRIPT]: SCRIPT,
        bio: 'book '.repeat(5000),
      },
    }),
    message(7 * DAY, 'group', { userId, groupId: 'evil', traits: { name: SCRIPT } }),
    message(6 * DAY, 'track', { userId, event: SCRIPT, properties: { [SCRIPT]: SCRIPT } }),
    message(5 * DAY, 'track', {
      userId,
      event: 'Form Submitted',
      properties: { form: SCRIPT, fields: ['email', SCRIPT] },
    }),
    message(4 * DAY, 'track', {
      userId,
      event: 'Opportunity Created',
      properties: { id: SCRIPT, amount: '9000', step: SCRIPT },
    }),
  ]
}

/** A reader of four hundred pages, oldest first. */
function storyOfReader(): object[] {
  const userId = 'reader'
  return [
    message(400 * DAY, 'identify', { userId, traits: { email: 'reader@acme.example', name: 'Rita Reader' } }),
    message(399 * DAY, 'track', { userId, event: 'Subscribed', properties: { list: 'newsletter' } }),
    message(398 * DAY, 'page', { userId, properties: { path: '/needle' } }),
    ...Array.from({ length: 400 }, (_, index) =>
      message(390 * DAY - index * 0.9 * DAY, 'page', { userId, properties: { path: `/page-${index}` } }),
    ),
  ]
}

describe.skipIf(!hasBrowser)('the page of one contact', { timeout: 90_000 }, () => {
  const here = appInBrowser(async (app) => {
    await app.send(storyOfAda())
    await app.send([
      message(100 * 60_000, 'track', {
        userId: 'ada',
        event: 'Opportunity Created',
        properties: { id: 'o-7', amount: '12000', currency: 'EUR' },
      }),
    ])
    await app.send(storyOfMallory())
    for (const part of inParts(storyOfReader(), 200)) await app.send(part)
    await app.send([message(DAY, 'page', { anonymousId: 'a-visitor', properties: { path: '/pricing' } })])
  })

  async function visit(
    who: string,
    look: Parameters<typeof openPage>[2],
    act: (page: OpenedPage['page']) => Promise<void>,
  ): Promise<void> {
    const opened = await openPage(here.browser, here.app, look)
    try {
      await opened.page.goto(`/contacts?q=${encodeURIComponent(who)}`)
      await opened.page.locator('[data-row]').first().click()
      await opened.page.getByRole('heading', { name: 'Timeline' }).waitFor()
      await act(opened.page)
      expect(opened.complaints).toEqual([])
    } finally {
      await opened.close()
    }
  }

  test('says who it is, why, what scores are made of, what to do and where it came from', async () => {
    await visit('ada', { height: 2400 }, async (page) => {
      await page.getByRole('heading', { name: 'Why Opportunity' }).waitFor()
      const next = page.getByRole('region', { name: 'Next' })
      await next.getByText('Deal “o-7”').waitFor()
      await next.getByText('12,000 EUR').waitFor()
      const scores = page.getByRole('region', { name: 'Scores' })
      await scores.getByRole('heading', { name: 'engagement' }).waitFor()
      await scores.getByText('MQL asks for them').waitFor()
      await scores.getByRole('img', { name: /^engagement: the last 90 days/ }).waitFor()
      await scores
        .getByText(/events? that gave points/)
        .first()
        .click()
      await scores.getByRole('link', { name: 'Content Downloaded' }).waitFor()
      const facts = page.getByRole('complementary', { name: 'Facts' })
      await facts.getByText('Hand raise').click()
      await facts.getByText('First touch').waitFor()
      await takePicture(page, 'one-contact')
      expect(await findBarriers(page)).toEqual([])
    })
  })

  test('fits a phone and has no barriers, light and dark', async () => {
    await visit('ada', { width: 360, height: 3400 }, async (page) => {
      await page.getByRole('region', { name: 'Scores' }).waitFor()
      await page
        .getByRole('region', { name: 'Timeline' })
        .getByText(/\/demo/)
        .first()
        .waitFor()
      await takePicture(page, 'one-contact-phone')
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
      expect(await findBarriersInThemes(page)).toEqual([])
    })
  })

  test('script in every field stays text, and a long trait is cut until it is asked for', async () => {
    await visit('mallory', { dark: true, height: 1800 }, async (page) => {
      await page.getByRole('heading', { level: 1, name: SCRIPT }).waitFor()
      await page.getByText('Show all 25,000 characters').click()
      const whole = page.getByRole('textbox', { name: '25,000 characters' })
      expect(await whole.inputValue()).toContain('book book')
      const timeline = page.getByRole('region', { name: 'Timeline' })
      await timeline.getByText(SCRIPT, { exact: false }).first().waitFor()
      await timeline.getByRole('group').first().locator('summary').click()
      await timeline.getByRole('textbox', { name: 'As it was sent' }).waitFor()
      expect(await page.evaluate(() => 'harmed' in window)).toBe(false)
      await takePicture(page, 'one-contact-script')
      expect(await findBarriers(page)).toEqual([])
    })
  })

  test('the timeline is filtered and searched in, and the address keeps it', async () => {
    await visit('reader', {}, async (page) => {
      const timeline = page.getByRole('region', { name: 'Timeline' })
      await timeline.getByRole('link', { name: 'Changes' }).click()
      await page.waitForURL(/show=changes/)
      await timeline.getByText('Entered Subscriber').waitFor()
      await timeline.getByRole('link', { name: 'All' }).click()
      await timeline.getByRole('searchbox').fill('needle')
      await page.waitForURL(/find=needle/)
      await timeline.getByText('Viewed /needle', { exact: true }).waitFor()
      expect(await timeline.getByText(/Viewed \/page/).count()).toBe(0)
      await page.reload()
      await timeline.getByText('Viewed /needle', { exact: true }).waitFor()
    })
  })

  test('an event far back is shown with what stood around it, and the page goes on from there to both sides', async () => {
    await visit('reader', {}, async (page) => {
      const timeline = page.getByRole('region', { name: 'Timeline' })
      await timeline.getByRole('searchbox').fill('needle')
      await timeline.getByText('Viewed /needle', { exact: true }).waitFor()
      const id = await timeline.locator('[id^="entry-"]').first().getAttribute('id')
      const contact = page.url().split('?')[0]
      await page.goto(`${contact}?event=${id?.replace('entry-', '')}`)
      await timeline.locator('[data-target]', { hasText: '/needle' }).waitFor()
      await timeline.getByText('Viewed /page-3', { exact: true }).waitFor()
      expect(await timeline.getByText('/page-399').count()).toBe(0)
      await timeline.getByRole('button', { name: 'Load newer' }).click()
      await timeline.getByText('Viewed /page-399', { exact: true }).waitFor({ state: 'attached' })
    })
  })

  test('works with the keyboard alone: proof, an event, a move, and back', async () => {
    await visit('ada', {}, async (page) => {
      const press = async (name: string | RegExp, role: 'button' | 'link' | 'radio' = 'button') => {
        const control = page.getByRole(role, { name }).first()
        await control.focus()
        await page.keyboard.press(role === 'radio' ? 'Space' : 'Enter')
      }
      await page.getByRole('heading', { name: /^Why / }).waitFor()
      await press('Show proof')
      await page.getByRole('columnheader', { name: 'Observed' }).waitFor()
      await press('Move …')
      const panel = page.getByRole('complementary', { name: /^Move / })
      await panel.waitFor()
      await page.keyboard.press('Escape')
      await panel.waitFor({ state: 'detached' })
      await press(/^Take back: /)
      await page.keyboard.type('The deal was opened by mistake')
      await page.keyboard.press('Enter')
      await page.getByText('The move was taken back.').waitFor()
      await page
        .getByRole('region', { name: /Way through the stages/ })
        .getByText('taken back')
        .waitFor()
    })
  })

  test('a visitor without a name has a page too', async () => {
    const opened = await openPage(here.browser, here.app)
    const { page } = opened
    await page.goto('/contacts?stage=none')
    await page.locator('[data-row]', { hasText: 'Anonymous visitor' }).first().click()
    await page.getByRole('heading', { name: 'Anonymous visitor' }).waitFor()
    await page.getByText('Nothing names this visitor yet.').waitFor()
    await page.getByRole('region', { name: 'Timeline' }).getByText('Viewed /pricing', { exact: true }).waitFor()
    await takePicture(page, 'one-visitor')
    expect(await findBarriers(page)).toEqual([])
    await opened.close()
  })
})

function inParts<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  )
}
