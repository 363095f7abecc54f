import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findPreset } from '../server/src/domain/lifecycle/presets/presets.ts'
import { hasBrowser, openPage, takePicture } from './browser.ts'
import { findBarriersInThemes } from './look.ts'
import { storyOfAda, storyOfOthers } from './story.ts'
import { appInBrowser } from './visits.ts'

const looks = [
  { name: 'desk', width: 1440, height: 1000 },
  { name: 'phone', width: 360, height: 740 },
]
const b2b = findPreset('b2b')?.document ?? ''
/** A draft that moves people: whoever has engaged a little is qualified. */
const lowered = b2b
  .replace('at_least: 60', 'at_least: 5')
  .replace('{ fit: { at_least: B } }', '{ fit: { at_least: D } }')
/** What comes as soon as it can on a busy machine. */
const soon = <Value>(read: () => Value) => expect.poll(read, { timeout: 30_000 })
/** As many stages as a document is likely to have at most. */
const sixty = [
  'ripen: 1',
  'name: Sixty',
  'stages:',
  ...Array.from({ length: 60 }, (_, at) => `  - { key: s${at}, name: Stage ${at}, entry: { when: { page: /${at} } } }`),
  'detours:',
  ...Array.from(
    { length: 5 },
    (_, at) => `  - { key: d${at}, name: Detour ${at}, from: [s${at * 10}, s${at * 10 + 5}] }`,
  ),
].join('\n')

describe.skipIf(!hasBrowser)('the map of the studio, and what one does from it', { timeout: 120_000 }, () => {
  const here = appInBrowser(async (app) => {
    await app.send([...storyOfAda(), ...storyOfOthers(40)])
  })

  async function visit(path: string, look: Parameters<typeof openPage>[2], act: (page: Page) => Promise<void>) {
    const opened = await openPage(here.browser, here.app, look)
    const foreign: string[] = []
    opened.page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(here.app.url)) foreign.push(request.url())
    })
    try {
      await opened.page.goto(path)
      await act(opened.page)
      expect(opened.complaints).toEqual([])
      expect(foreign).toEqual([])
    } catch (error) {
      await takePicture(opened.page, 'map-failed')
      throw error
    } finally {
      await opened.close()
    }
  }

  /** A page with a draft of this text. */
  async function withDraft(page: Page, text: string): Promise<void> {
    await page.evaluate(
      (kept) => localStorage.setItem('ripen-lifecycle-draft', kept),
      JSON.stringify({ base: 1, text }),
    )
    await page.reload()
  }

  /** The text of the draft; empty where it is what is in force. */
  async function draftOf(page: Page): Promise<string> {
    const kept = await page.evaluate(() => localStorage.getItem('ripen-lifecycle-draft') ?? '{}')
    const text = String(JSON.parse(kept)?.text ?? '')
    return text === b2b ? '' : text
  }
  const box = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name} ?,`) })

  async function centre(place: Locator): Promise<readonly [number, number]> {
    const found = await place.locator('xpath=ancestor::*[contains(@class,"react-flow__node-stage")]').boundingBox()
    if (found === null) throw new Error('The box is not drawn.')
    return [found.x + found.width / 2, found.y + found.height / 2]
  }

  async function look(page: Page, name: string, width: number): Promise<void> {
    await takePicture(page, `map-${name}`)
    expect(await findBarriersInThemes(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  }

  test('can be read in both themes and on a phone, with the stage at its side', async () => {
    for (const one of looks) {
      await visit('/lifecycle', one, async (page) => {
        await box(page, 'Subscriber').waitFor()
        await page.waitForLoadState('networkidle')
        await page.getByText('The map as a list').click()
        await page.getByText('Leads to Nurturing', { exact: false }).first().waitFor()
        await page.evaluate(() => window.scrollTo(0, 0))
        await look(page, `whole-${one.name}`, one.width)
        await page.goto('/lifecycle?edit=mql')
        await page.getByText('somebody is in', { exact: false }).or(page.getByText('“hand_raise”')).first().waitFor()
        await page.waitForLoadState('networkidle')
        await look(page, `stage-${one.name}`, one.width)
      })
    }
  })

  test('a stage is dropped before another, a line is drawn to a detour, boxes are put elsewhere; all of it is undone', async () => {
    await visit('/lifecycle', { height: 1000 }, async (page) => {
      await box(page, 'Lead').waitFor()
      const carry = async (from: readonly [number, number], to: readonly [number, number]) => {
        await page.mouse.move(...from)
        await page.mouse.down()
        await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 5 })
        await page.mouse.move(...to, { steps: 5 })
      }
      // Somewhere else: that is one's own view, and no change of the lifecycle.
      const [x, y] = await centre(box(page, 'Disqualified'))
      await carry([x, y], [x + 30, y + 40])
      await page.mouse.up()
      const moved = () => centre(box(page, 'Disqualified')).then(([at]) => Math.round(at - x))
      await soon(moved).toBeGreaterThan(20)
      const put = await moved()
      expect(await draftOf(page)).toBe('')

      const lead = await centre(box(page, 'Lead'))
      await carry(await centre(box(page, 'Marketing engaged lead')), [lead[0] - 40, lead[1]])
      await page.getByText('Before Lead', { exact: true }).waitFor()
      await takePicture(page, 'map-drop')
      await page.mouse.up()
      await page.getByText('Marketing engaged lead comes before Lead now.').waitFor()
      const order = () =>
        draftOf(page).then((text) => [...text.matchAll(/key: (lead|engaged)\b/g)].map(([, key]) => key))
      await soon(order).toEqual(['engaged', 'lead'])
      await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
      await soon(() => draftOf(page)).toBe('')

      // The dots at the sides of a box come with the mouse.
      const from = await centre(box(page, 'Marketing engaged lead'))
      const to = await centre(box(page, 'Nurturing'))
      await page.mouse.move(...from)
      await carry([from[0], from[1] + 46], [to[0], to[1] - 46])
      await page.mouse.up()
      await page.getByText('Only these lead to Nurturing now', { exact: false }).waitFor()
      await soon(() => draftOf(page)).toBe(
        b2b.replace('from: [mql, sal, sql, lost]', 'from: [mql, sal, sql, lost, engaged]'),
      )
      await page.keyboard.press('Control+z')
      await soon(() => draftOf(page)).toBe('')

      await page.reload()
      await box(page, 'Disqualified').waitFor()
      await soon(moved).toBe(put)
      await page.getByRole('button', { name: 'Arrange' }).click()
      await soon(moved).toBe(0)
    })
  })

  test('Tab goes through the stages, arrows follow the ways, Enter opens one and Escape goes back', async () => {
    await visit('/lifecycle', { height: 1000 }, async (page) => {
      await box(page, 'Subscriber').focus()
      const focused = () => page.evaluate(() => document.activeElement?.id ?? '')
      await page.keyboard.press('Tab')
      expect(await focused()).toBe('map-lead')
      for (const [key, there] of [
        ['ArrowRight', 'engaged'],
        ['ArrowRight', 'mql'],
        ['ArrowDown', 'nurturing'],
        ['ArrowRight', 'mql'],
        ['ArrowLeft', 'engaged'],
      ] as const) {
        await page.keyboard.press(key)
        expect(await focused()).toBe(`map-${there}`)
      }
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Enter')
      const panel = page.getByRole('complementary', { name: 'Marketing qualified lead' })
      await panel.getByText('respond within 1 working day', { exact: false }).waitFor()
      await panel.getByText('the engagement score is at least 60', { exact: false }).waitFor()
      await page.keyboard.press('Escape')
      await soon(focused).toBe('map-mql')
      expect(page.url()).not.toContain('edit=')
    })
  })

  test('sixty stages can be read', async () => {
    await visit('/lifecycle', { height: 1000 }, async (page) => {
      await withDraft(page, sixty)
      await box(page, 'Stage 0').waitFor()
      const drawn = await box(page, 'Stage 0').boundingBox()
      const shown = await page.locator('.react-flow__node').first().boundingBox()
      expect(await page.locator('.react-flow__node').count()).toBe(65)
      // Letters of at least nine pixels.
      expect((shown?.width ?? 0) / 214).toBeGreaterThan(0.7)
      expect(drawn?.height ?? 0).toBeGreaterThan(15)
      await look(page, 'sixty', 1440)
      await page.getByRole('button', { name: 'Show all' }).click()
      await takePicture(page, 'map-sixty-all')
    })
  })

  test('a preset becomes the draft, and the next stage is added after one saw what it would do', async () => {
    for (const one of looks)
      await visit('/lifecycle?begin=presets', one, async (page) => {
        await page.getByRole('article', { name: 'Two stages' }).waitFor()
        await page.waitForLoadState('networkidle')
        await look(page, `presets-${one.name}`, one.width)
        await page.getByRole('button', { name: 'Begin with this: Two stages' }).click()
        await page.getByText('new places are proposed under More', { exact: false }).waitFor()
        await soon(() => page.locator('.react-flow__node').count()).toBe(2)
        await page.getByRole('button', { name: 'Add the next stage' }).first().click()
        const part = page.getByRole('region', { name: 'Add the next stage' })
        await part.getByText('between Lead and Customer').waitFor()
        const into = part.getByText(/would move to Marketing qualified lead/)
        await into.waitFor()
        await look(page, `next-${one.name}`, one.width)
        const moving = Number(/^\d+/.exec((await into.textContent()) ?? '')?.[0] ?? 0)
        expect(await draftOf(page)).not.toContain('key: mql')
        await part.getByRole('button', { name: 'Put it into the draft' }).click()
        await soon(() => draftOf(page)).toContain('key: mql')
        await soon(() => page.locator('.react-flow__node').count()).toBe(3)
        await page.goto('/lifecycle?tab=plan')
        await page.getByRole('heading', { name: 'Who would move' }).waitFor()
        const rows = await page
          .getByRole('listitem')
          .filter({ hasText: /→ MQL/ })
          .locator('summary strong')
          .allTextContents()
        expect(rows.reduce((sum, text) => sum + Number.parseInt(text, 10), 0)).toBe(moving)
      })
  })

  test('the bands of the plan open the people who move, with the reason', async () => {
    for (const one of looks)
      await visit('/lifecycle?tab=plan', one, async (page) => {
        await withDraft(page, lowered)
        const band = page.getByRole('navigation', { name: 'Who would move' }).getByRole('link').first()
        await band.waitFor()
        await page.waitForLoadState('networkidle')
        await look(page, `plan-${one.name}`, one.width)
        const name = (await band.getAttribute('aria-label')) ?? ''
        await band.focus()
        await page.keyboard.press('Enter')
        await soon(() => page.url()).toContain('flow=main')
        const open = page.locator('details[open]', {
          has: page.locator('summary', { hasText: name.split(':')[0] ?? '' }),
        })
        await open.getByText('the engagement score is at least 5', { exact: false }).first().waitFor()
        await look(page, `flow-${one.name}`, one.width)
        await page.getByText('The moves as numbers').click()
        await page.getByRole('columnheader', { name: 'From' }).waitFor()
      })
  })

  test('entries and conversion are drawn over the chosen months, and anew after an edit', async () => {
    for (const one of looks)
      await visit('/lifecycle?tab=what-if', one, async (page) => {
        await withDraft(page, lowered)
        await page.getByRole('img', { name: 'MQL for each hundred Lead, by month' }).locator('svg').waitFor()
        await page.waitForLoadState('networkidle')
        await look(page, `what-if-${one.name}`, one.width)
        const told = page.getByText('people who entered MQL', { exact: false })
        const whole = await told.textContent()
        const lastMonth = new Date(Date.now() - 31 * 86_400_000).toISOString().slice(0, 7)
        await page.getByLabel('To', { exact: true }).selectOption(lastMonth)
        await soon(() => page.url()).toContain(`until=${lastMonth}`)
        await soon(() => told.textContent()).not.toBe(whole)
        await page.getByLabel('Compared stage').selectOption('lead')
        await page.getByText('people who entered Lead', { exact: false }).waitFor()
        await page.getByRole('img', { name: 'Lead for each hundred Subscriber, by month' }).waitFor()
        await page.reload()
        await page.getByText('people who entered Lead', { exact: false }).waitFor()
        expect(await page.getByLabel('To', { exact: true }).inputValue()).toBe(lastMonth)
        await page.getByLabel('Compared stage').selectOption('mql')
        await page.getByLabel('To', { exact: true }).selectOption('')
        await soon(() => told.textContent()).toBe(whole)

        await page.getByRole('link', { name: 'Document', exact: true }).click()
        await page.getByRole('spinbutton', { name: 'engagement score: at least' }).fill('100')
        await page.getByRole('link', { name: 'What-if', exact: true }).click()
        await soon(() => told.textContent()).not.toBe(whole)
      })
  })
})
