import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findBarriers, findFaintness, hasBrowser, openPage, takePicture } from './browser.ts'
import { storyOfAda, storyOfOthers } from './story.ts'
import { appInBrowser } from './visits.ts'

describe.skipIf(!hasBrowser)('filters, segments and columns of the list', { timeout: 120_000 }, () => {
  const here = appInBrowser(async (app) => {
    await app.send(storyOfOthers(40))
    await app.send(storyOfAda())
  })
  const { visit } = here

  const panel = (page: Page, name: string) => page.getByRole('complementary', { name })
  const addressOf = (where: unknown) => `/contacts?where=${encodeURIComponent(JSON.stringify(where))}`
  // The first may be that of the check boxes.
  const heads = async (page: Page) =>
    (await page.getByRole('columnheader').allInnerTexts()).filter((text) => text.trim() !== '')

  test('columns are chosen, moved and kept, and a link shows them to others', async () => {
    await visit('/contacts', {}, async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace', exact: true }).waitFor()
      expect(await heads(page)).toEqual(['Name', 'Company', 'Stage', 'Since', 'Source', 'Last active'])
      await page.keyboard.press('v')
      const view = panel(page, 'View')
      await view.getByRole('button', { name: 'Hide Source' }).click()
      await view.getByRole('button', { name: 'Engagement points' }).click()
      await view.getByRole('button', { name: 'Campaign' }).click()
      await view.getByLabel('Trait of the contact').fill('title')
      await view.getByLabel('Trait of the contact').press('Enter')
      await view.getByRole('button', { name: 'Title', exact: true }).focus()
      await page.keyboard.press('Alt+ArrowUp')
      await page.waitForURL(/columns=[^&]*trait(:|%3A)title,campaign|columns=[^&]*trait%3Atitle%2Ccampaign/)
      const shown = ['Name', 'Company', 'Stage', 'Since', 'Last active', 'Engagement points', 'Title', 'Campaign']
      expect(await heads(page)).toEqual(shown)
      await page
        .getByRole('row', { name: /Ada Lovelace/ })
        .getByText('Head of Data')
        .waitFor()
      await page
        .getByRole('row', { name: /Ada Lovelace/ })
        .getByText('handbook')
        .waitFor()
      await view.getByText('Compact').click()
      await page.waitForURL(/density=compact/)
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await view.getByRole('button', { name: 'Copy link' }).click()
      await page.getByText('The link was copied.').waitFor()
      const link = new URL(await page.evaluate(() => navigator.clipboard.readText()))
      expect([link.pathname, ...link.searchParams.keys()]).toEqual(['/contacts', 'columns', 'density'])
      await takePicture(page, 'list-view')
      expect(await findBarriers(page)).toEqual([])

      await page.reload()
      await page
        .getByRole('row', { name: /Ada Lovelace/ })
        .getByText('Head of Data')
        .waitFor()
      expect(await heads(page)).toEqual(shown)

      // The bare address shows it as it was left.
      await page.goto('/contacts')
      await page
        .getByRole('row', { name: /Ada Lovelace/ })
        .getByText('Head of Data')
        .waitFor()
      expect(await heads(page)).toEqual(shown)
      await page.keyboard.press('v')
      await page.getByRole('button', { name: 'Back to the usual view' }).click()
      await page.keyboard.press('Escape')
      await page.getByRole('columnheader', { name: 'Source' }).waitFor()
      expect(await heads(page)).toEqual(['Name', 'Company', 'Stage', 'Since', 'Source', 'Last active'])
    })
    await visit('/contacts?columns=trait%3Atitle%2Cowner&widths=300', {}, async (page) => {
      await page
        .getByRole('row', { name: /Ada Lovelace/ })
        .getByText('Head of Data')
        .waitFor()
      expect(await heads(page)).toEqual(['Name', 'Title', 'Owner'])
      const edge = page.getByRole('separator', { name: 'Width of Title' })
      await edge.focus()
      await page.keyboard.press('ArrowRight')
      await page.waitForURL(/widths=(%22)?3\d\d/)
      await page.keyboard.press('Home')
      await page.waitForURL((url) => !url.searchParams.has('widths'))
    })
    await visit('/contacts', {}, async (page) => {
      await page.getByRole('columnheader', { name: 'Since' }).getByRole('link').click()
      await page.getByText('41 contacts, the longest there first.').waitFor()
      await page.reload()
      await page.getByText('41 contacts, the longest there first.').waitFor()
      expect(await page.getByRole('columnheader', { name: 'Since' }).getAttribute('aria-sort')).toBe('ascending')
      await page.locator('[data-row]').nth(40).waitFor()
      expect(await page.locator('[data-row]').last().textContent()).toContain('Ada Lovelace')
    })
  })

  test('a filter by stage, trait and behaviour is built, counted, said in chips and kept by the address', async () => {
    await visit('/contacts', {}, async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace', exact: true }).waitFor()
      await page.keyboard.press('f')
      const filter = panel(page, 'Filter')
      await filter.getByText('No condition yet: everybody is shown.').waitFor()
      await filter.getByLabel('Add condition').selectOption('stage')
      await filter.getByLabel('is in the stage').selectOption('mql')
      await filter.getByRole('button', { name: 'Remove subscriber' }).click()
      await filter.getByText('6 contacts fit.').waitFor()
      await page.getByText('6 contacts fit the filter.').waitFor()

      await filter.getByLabel('Add condition').selectOption('traits.')
      await filter.getByLabel('the trait: Value').fill('Head of Data')
      await filter.getByText('1 contact fits.').waitFor()
      await filter.getByLabel('Add to all of these').selectOption('did')
      await filter.getByRole('button', { name: 'Remove Content Downloaded' }).waitFor()
      await page.waitForURL(/Content(\+|%20)Downloaded/)
      await page.getByText('1 contact fits the filter.').waitFor()
      await page.getByRole('link', { name: 'Ada Lovelace', exact: true }).waitFor()
      const chips = page.getByRole('list', { name: 'Filter' })
      await chips.getByText('did “Content Downloaded”').waitFor()
      expect(await chips.getByRole('listitem').allInnerTexts()).toEqual([
        'is in mql',
        'and\ntitle is “Head of Data”',
        'and\ndid “Content Downloaded”',
      ])
      await takePicture(page, 'list-filter')
      expect(await findBarriers(page)).toEqual([])

      await page.reload()
      await page.getByText('1 contact fits the filter.').waitFor()
      await chips.getByRole('link', { name: 'Remove the condition: title is “Head of Data”' }).click()
      await page.getByText(/^\d+ contacts fit the filter\.$/).waitFor()
      expect(await chips.getByRole('listitem').count()).toBe(2)
      // The open panel follows.
      expect(await panel(page, 'Filter').getByLabel('the trait: Value').count()).toBe(0)
    })
  })

  test('a filter is saved as a segment, opened by its address and the palette, renamed, deleted and brought back', async () => {
    await visit(addressOf({ all: [{ stage: 'mql' }, { did: 'Content Downloaded' }] }), {}, async (page) => {
      const truth = page.getByText(/^\d+ contacts? fits? the filter\.$/)
      await truth.waitFor()
      const count = /^\d+/.exec(((await truth.textContent()) ?? '').trim())?.[0] ?? ''
      await page.getByRole('link', { name: 'Filter', exact: true }).click()
      const filter = panel(page, 'Filter')
      await filter.getByRole('button', { name: 'Save as a segment' }).click()
      await filter.getByLabel('Name').fill('Warm readers')
      await filter.getByLabel('Note').fill('For the newsletter')
      await filter.getByRole('button', { name: 'Save', exact: true }).click()
      await page.waitForURL(/segment=warm_readers/)
      await page.getByText(`${count} contacts in “Warm readers”.`).waitFor()

      await page.goto('/contacts?segment=warm_readers')
      await page.getByText(`${count} contacts in “Warm readers”.`).waitFor()
      await page.keyboard.press('s')
      const segments = panel(page, 'Segments')
      await segments.getByText(`${count} contacts`).waitFor()
      await segments.getByText('For the newsletter').waitFor()
      await takePicture(page, 'list-segments')
      expect(await findBarriers(page)).toEqual([])

      await segments.getByRole('button', { name: 'Rename Warm readers' }).click()
      await segments.getByLabel('Name').fill('Warm MQLs')
      await segments.getByLabel('Name').press('Enter')
      await page.getByText(`${count} contacts in “Warm MQLs”.`).waitFor()

      // Its conditions are changed with the builder, and put in place of the old ones.
      await segments.getByRole('link', { name: 'Change the conditions of Warm MQLs' }).click()
      await panel(page, 'Filter').getByRole('button', { name: 'Remove', exact: true }).last().click()
      await page.getByText('6 contacts fit the filter.').waitFor()
      await panel(page, 'Filter').getByRole('button', { name: 'Change “Warm MQLs” to this' }).click()
      await page.waitForURL(/segment=warm_readers/)
      await page.getByText('6 contacts in “Warm MQLs”.').waitFor()

      await page.goto('/')
      await page.getByRole('link', { name: 'Contacts', exact: true }).first().waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').fill('warm')
      await page.getByRole('option', { name: /People in the segment Warm MQLs/ }).waitFor()
      await page.keyboard.press('Enter')
      await page.waitForURL(/segment=warm_readers/)

      await page.keyboard.press('s')
      await segments.getByRole('button', { name: 'Delete Warm MQLs' }).click()
      await page.getByText('“Warm MQLs” was deleted.').waitFor()
      await segments.getByText('No segment is saved yet.').waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByText('“Warm MQLs” is back.').waitFor()
      await segments.getByText('6 contacts').waitFor()
      await page.goto('/contacts?segment=warm_readers')
      await page.getByText('6 contacts in “Warm MQLs”.').waitFor()
    })
  })

  test('a filter is built with the keyboard alone', async () => {
    await visit('/contacts', {}, async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace', exact: true }).waitFor()
      await page.keyboard.press('?')
      await page.getByText('Filter by any condition').waitFor()
      await page.keyboard.press('Escape')
      await page.keyboard.press('f')
      const filter = panel(page, 'Filter')
      await filter.getByLabel('Add condition').waitFor()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Add condition')
      await page.keyboard.press('ArrowDown')
      await page.getByText(/contacts? fits? the filter\./).waitFor()
      await filter.getByRole('group').first().focus()
      await page.keyboard.press('Delete')
      await filter.getByText('No condition yet: everybody is shown.').waitFor()
      await page.waitForURL((url) => !url.searchParams.has('where'))
      await page.keyboard.press('Escape')
      await page.getByRole('complementary').waitFor({ state: 'detached' })
    })
  })

  test('while not everybody was looked at the page says so, and goes on by itself', async () => {
    const opened = await openPage(here.browser, here.app)
    // The people of the test are looked at faster than a page is drawn: the first answers come as of many.
    let isLooking = true
    await opened.page.route(/\/api\/v1\/contacts\?.*where=/, async (route) => {
      if (!isLooking) return route.continue()
      const total = { count: 0, exact: false }
      return route.fulfill({ json: { items: [], next: null, total, counting: { done: 12, total: 41 } } })
    })
    await opened.page.goto(addressOf({ did: 'Content Downloaded' }))
    await opened.page.getByText('Looking at what everybody did: 12 of 41 so far.').waitFor()
    await opened.page.getByText('Nobody so far.').waitFor()
    expect(await findBarriers(opened.page)).toEqual([])
    isLooking = false
    await opened.page.getByText(/^\d+ contacts fit the filter\.$/).waitFor()
    await opened.page.getByRole('link', { name: 'Ada Lovelace', exact: true }).waitFor()
    expect(opened.complaints).toEqual([])
    await opened.close()
  })

  test('a wrong filter in the address says what is wrong', async () => {
    await visit('/contacts', {}, async (page) => {
      for (const [path, words] of [
        [addressOf({ all: [{ stage: 'mqll' }] }), /mqll.*mql/s],
        ['/contacts?where=%7B%22stage', /JSON/],
        [addressOf({ stags: 'mql' }), /stags/],
        ['/contacts?segment=nobody_saved_it', /nobody_saved_it/],
      ] as const) {
        await page.goto(path)
        const note = page.getByRole('alert')
        await note.getByText('The filter in the address cannot be used').waitFor()
        expect([path, await note.textContent()]).toEqual([path, expect.stringMatching(words)])
        if (path.includes('segment')) expect(await findBarriers(page)).toEqual([])
        await note.getByRole('button', { name: 'Show all contacts' }).click()
        await page.getByText(/^41 contacts\./).waitFor()
      }
    })
  })

  test('who may only look filters and opens segments, but is not offered to change them', async () => {
    const viewer = await here.app.signIn({ role: 'viewer', name: 'Vera' })
    await visit(
      addressOf({ stage: 'mql' }),
      {},
      async (page) => {
        await page.getByText('6 contacts fit the filter.').waitFor()
        await page.keyboard.press('f')
        await panel(page, 'Filter').getByText('6 contacts fit.').waitFor()
        expect(await page.getByRole('button', { name: 'Save as a segment' }).count()).toBe(0)
        await page.keyboard.press('Escape')
        await page.keyboard.press('s')
        await panel(page, 'Segments').getByText('Your role may use segments, not change them.').waitFor()
      },
      { url: here.app.url, cookie: viewer.cookie },
    )
  })

  test('the panels fit a phone, and are dark where the system is', async () => {
    const where = {
      all: [{ stage: 'mql' }, { any: [{ did: 'Content Downloaded' }, { 'traits.title': { contains: 'Data' } }] }],
    }
    await visit(`${addressOf(where)}&panel=filter`, { width: 360, height: 740, dark: true }, async (page) => {
      await panel(page, 'Filter')
        .getByText(/contacts? fits?\./)
        .waitFor()
      await takePicture(page, 'list-filter-phone-dark')
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
      expect(await findBarriers(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('complementary').waitFor({ state: 'detached' })
      await takePicture(page, 'list-filtered-phone-dark')
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    })
    await visit(
      '/contacts?columns=email,stage,score:engagement,trait:title,campaign,owner,created,country',
      { width: 360, height: 740 },
      async (page) => {
        await page.getByRole('row', { name: /Ada Lovelace/ }).waitFor()
        await takePicture(page, 'list-columns-phone')
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
      },
    )
    await visit('/contacts', { dark: true }, async (page) => {
      for (const name of ['Filter', 'Segments', 'View']) {
        await page.goto(`${addressOf(where)}&panel=${name.toLowerCase()}`)
        await panel(page, name).getByRole('heading', { name, exact: true }).waitFor()
        await page.getByText(/contacts? fits? the filter\./).waitFor()
        await takePicture(page, `list-${name.toLowerCase()}-dark`)
        expect(await findFaintness(page)).toEqual([])
      }
    })
  })
})
