import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findBarriers, hasBrowser, openPage, takePicture } from './browser.ts'
import { storyOfAda, storyOfOthers } from './story.ts'
import { appInBrowser } from './visits.ts'

describe.skipIf(!hasBrowser)('the board', { timeout: 90_000 }, () => {
  const here = appInBrowser(async (app) => {
    await app.send(storyOfOthers(60))
    await app.send(storyOfAda())
    await app.send([
      { type: 'identify', userId: 'script', traits: { email: 'x@evil.example', name: '<img src=x onerror=alert(1)>' } },
      { type: 'track', userId: 'script', event: 'Form Submitted', properties: { form: 'demo', fields: ['email'] } },
    ])
  })
  const { visit } = here

  const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
  const cardOf = (within: Page | Locator, name: string) => within.locator('[data-card]', { hasText: name })
  const countIn = async (within: Locator) => Number(await within.locator('h2 span').last().textContent())

  async function dragTo(page: Page, card: Locator, target: Locator, drop = true): Promise<void> {
    await card.scrollIntoViewIfNeeded()
    const from = await card.boundingBox()
    await page.mouse.move((from?.x ?? 0) + 40, (from?.y ?? 0) + 20)
    await page.mouse.down()
    await page.mouse.move((from?.x ?? 0) + 60, (from?.y ?? 0) + 30, { steps: 4 })
    await target.scrollIntoViewIfNeeded()
    const to = await target.boundingBox()
    await page.mouse.move((to?.x ?? 0) + 90, (to?.y ?? 0) + 120, { steps: 8 })
    await page.mouse.move((to?.x ?? 0) + 94, (to?.y ?? 0) + 124, { steps: 3 })
    if (drop) await page.mouse.up()
  }

  test('shows who is where, and a card goes to another stage with the mouse and back', async () => {
    await visit('/contacts/board', {}, async (page) => {
      const [mql, sal] = [column(page, 'MQL'), column(page, 'SAL')]
      await cardOf(mql, 'Ada Lovelace').waitFor()
      const [before, beside] = [await countIn(mql), await countIn(sal)]
      await dragTo(page, cardOf(mql, 'Ada Lovelace'), sal, false)
      await sal.getByText('Drop here').waitFor()
      await column(page, 'Lead').getByText('Needs a reason').waitFor()
      await column(page, 'SQL').getByText('The criteria of Sales qualified lead are not met.').waitFor()
      await takePicture(page, 'board-carrying')
      await page.mouse.up()
      await page.getByText('Ada Lovelace is in Sales accepted lead now.').waitFor()
      await cardOf(sal, 'Ada Lovelace').waitFor()
      expect([await countIn(mql), await countIn(sal)]).toEqual([before - 1, beside + 1])

      await page.getByRole('button', { name: 'Undo', exact: true }).click()
      await page.getByText('The move was undone.').waitFor()
      await cardOf(mql, 'Ada Lovelace').waitFor()
      expect([await countIn(mql), await countIn(sal)]).toEqual([before, beside])
    })
  })

  test('refuses what the lifecycle refuses, and says why', async () => {
    await visit('/contacts/board', {}, async (page) => {
      await cardOf(page, 'Ada Lovelace').waitFor()
      await dragTo(page, cardOf(page, 'Ada Lovelace'), column(page, 'SQL'))
      await page.getByText('Ada Lovelace was not moved: The criteria of Sales qualified lead are not met.').waitFor()
      await cardOf(column(page, 'MQL'), 'Ada Lovelace').waitFor()
      await page.getByRole('button', { name: 'Move anyway …' }).click()
      await page.getByRole('complementary', { name: 'Move Ada Lovelace' }).waitFor()
      expect(page.url()).toContain('panel=move&to=sql')
    })
  })

  test('asks for the reason that a move needs', async () => {
    await visit('/contacts/board', {}, async (page) => {
      await cardOf(page, 'Ada Lovelace').waitFor()
      await dragTo(page, cardOf(page, 'Ada Lovelace'), column(page, 'Disqualified'))
      const panel = page.getByRole('complementary', { name: 'Move Ada Lovelace' })
      await panel.getByText('needs one of these reasons').waitFor()
      expect(await panel.getByRole('button', { name: 'Move to Disqualified' }).isDisabled()).toBe(true)
      await takePicture(page, 'board-reason')
      expect(await findBarriers(page)).toEqual([])
      await panel.getByLabel('Reason').selectOption('competitor')
      await panel.getByRole('button', { name: 'Move to Disqualified' }).click()
      await cardOf(column(page, 'Disqualified'), 'Ada Lovelace').waitFor()
      await page.getByRole('button', { name: 'Undo', exact: true }).click()
      await cardOf(column(page, 'MQL'), 'Ada Lovelace').waitFor()
    })
  })

  test('can be used with the keyboard alone, and tells what it does', async () => {
    await visit('/contacts/board', {}, async (page) => {
      const grip = page.getByRole('button', { name: 'Move Ada Lovelace' })
      await grip.focus()
      await page.keyboard.press('Space')
      const live = page.locator('[id^="DndLiveRegion"]')
      await live.getByText('Ada Lovelace is picked up from Marketing qualified lead.').waitFor()
      await column(page, 'SAL').getByText('Drop here').waitFor()
      await page.keyboard.press('ArrowRight')
      await live.getByText('Ada Lovelace is over Sales accepted lead. Drop here').waitFor()
      await page.keyboard.press('ArrowRight')
      await live.getByText('over Sales qualified lead. The criteria of Sales qualified lead are not met.').waitFor()
      await page.keyboard.press('ArrowLeft')
      await live.getByText('over Sales accepted lead').waitFor()
      await page.keyboard.press('Space')
      await cardOf(column(page, 'SAL'), 'Ada Lovelace').waitFor()
      await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter')
      await cardOf(column(page, 'MQL'), 'Ada Lovelace').waitFor()

      await page.getByRole('button', { name: 'Move Ada Lovelace' }).focus()
      await page.keyboard.press('Space')
      await live.getByText('Ada Lovelace is picked up').waitFor()
      await page.keyboard.press('ArrowRight')
      await live.getByText('Ada Lovelace is over Sales accepted lead').waitFor()
      await page.keyboard.press('Escape')
      await live.getByText('Ada Lovelace stays in Marketing qualified lead.').waitFor()
      await cardOf(column(page, 'MQL'), 'Ada Lovelace').waitFor()
    })
  })

  test('tells the second of two people who drag the same card', async () => {
    const other = await openPage(here.browser, here.app)
    await visit('/contacts/board', {}, async (page) => {
      await other.page.goto('/contacts/board')
      await cardOf(page, 'Ada Lovelace').waitFor()
      await cardOf(other.page, 'Ada Lovelace').waitFor()
      await dragTo(page, cardOf(page, 'Ada Lovelace'), column(page, 'SAL'), false)
      await column(page, 'SAL').getByText('Drop here').waitFor()
      await dragTo(other.page, cardOf(other.page, 'Ada Lovelace'), column(other.page, 'SAL'))
      await cardOf(column(other.page, 'SAL'), 'Ada Lovelace').waitFor()
      await page.mouse.up()
      await page.getByText(/Ada Lovelace was not moved: The contact has moved since/).waitFor()
      await cardOf(column(page, 'SAL'), 'Ada Lovelace').waitFor()
      await other.page.getByRole('button', { name: 'Undo', exact: true }).click()
      await other.page.getByText('The move was undone.').waitFor()
    })
    await other.close()
  })

  test('needs no dragging: the button on a card opens the move, with what is not possible and why', async () => {
    await visit('/contacts/board', { width: 360, height: 740, dark: true }, async (page) => {
      const grip = page.getByRole('button', { name: 'Move Ada Lovelace' })
      await grip.waitFor()
      await takePicture(page, 'board-phone-dark')
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
      await grip.click()
      const panel = page.getByRole('complementary', { name: 'Move Ada Lovelace' })
      await panel.getByText('The criteria of Sales qualified lead are not met.').waitFor()
      await takePicture(page, 'board-move-phone-dark')
      await panel.getByRole('radio', { name: 'Sales accepted lead' }).check()
      await panel.getByRole('button', { name: 'Move to SAL' }).click()
      await page.getByText('Ada Lovelace is in Sales accepted lead now.').waitFor()
      await page.getByRole('button', { name: 'Undo', exact: true }).click()
      await page.getByText('The move was undone.').waitFor()
    })
  })

  test('shows a name of script as text', async () => {
    await visit('/contacts/board', { dark: true }, async (page) => {
      await page.getByText('<img src=x onerror=alert(1)>', { exact: true }).waitFor()
      await takePicture(page, 'board-dark')
    })
  })

  test('is looked at only by those who may only look', async () => {
    const viewer = await here.app.signIn({ role: 'viewer', name: 'Vera Viewer' })
    const { page, complaints, close } = await openPage(here.browser, { url: here.app.url, cookie: viewer.cookie })
    await page.goto('/contacts/board')
    await cardOf(page, 'Ada Lovelace').waitFor()
    expect(await page.getByRole('button', { name: /^Move / }).count()).toBe(0)
    expect(await page.getByRole('link', { name: 'New contact' }).count()).toBe(0)
    await dragTo(page, cardOf(page, 'Ada Lovelace'), column(page, 'SAL'))
    await cardOf(column(page, 'MQL'), 'Ada Lovelace').waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  test('of a track or a contact that is not there says so', async () => {
    await visit('/contacts/board?track=nowhere', {}, async (page) => {
      await page.getByText('There is no track “nowhere”.').waitFor()
    })
    await visit('/contacts/board?move=00000000-0000-7000-8000-000000000000', {}, async (page) => {
      await page.getByText('There is no contact 00000000').waitFor()
    })
  })
})
