import { describe, expect, test } from 'vitest'
import { findFaintness, findViolations, hasBrowser, type OpenedPage, openPage } from './browser.ts'
import { hubspotFile } from './hubspot-file.ts'
import { importFile } from './import-file.ts'
import { desk, phone, show, watchRequests } from './look.ts'
import { firstPlaces, known, missingPlaces, outsidePlaces, type Place, placesOf } from './places.ts'
import type { StartedApp } from './started-app.ts'
import { storyOfAda, storyOfOthers } from './story.ts'
import { refusedScript, storyOfMallory, storyOfTwin } from './story-of-script.ts'
import { appInBrowser } from './visits.ts'

const nobody = { person: '', other: '', account: '', import: '', proposal: '', bulk: '', user: '' }
const looks = [
  { name: 'light', dark: false, size: desk },
  { name: 'dark', dark: true, size: desk },
  { name: 'phone', dark: false, size: phone },
]

describe.skipIf(!hasBrowser)('every page', { timeout: 180_000 }, () => {
  let inside: Visitor
  let outside: Visitor
  let places: ReturnType<typeof placesOf>

  const prepare = async (app: StartedApp) => {
    outside = visitor(await openPage(here.browser, app.url))
    // Before there is somebody, every address leads to the set-up.
    await outside.look(firstPlaces['/set-up'] ?? [])
    const me = await app.signIn({ name: 'Mary Somerville' })
    await app.send([...storyOfOthers(12), ...storyOfAda()])
    await app.send([...storyOfMallory(), ...storyOfTwin()])
    await app.sendPublicly(refusedScript())
    await importFile(app.url, me, { name: 'hubspot-contacts.csv', text: hubspotFile(8) })
    places = placesOf(await known(app.url, me))
    inside = visitor(await openPage(here.browser, { url: app.url, cookie: me.cookie }))
  }
  const here = appInBrowser(prepare, { people: false })

  test('is known here: each route of the router has a place', async () => {
    await inside.goTo('/')
    const routes = await inside.page.evaluate<readonly string[]>('Object.keys(window.__TSR_ROUTER__.routesByPath)')
    const known = Object.keys({ ...places, ...outsidePlaces, ...firstPlaces })
    expect(routes.length).toBeGreaterThan(20)
    // A new page: say in places.ts at which addresses it is looked at.
    expect([...routes].sort()).toEqual(known.sort())
  })

  test.each(Object.keys(placesOf(nobody)))('%s stands in nobody’s way, light, dark and on a phone', async (route) => {
    await inside.look(places[route] ?? [])
  })

  test.each(Object.keys(outsidePlaces))('%s stands in nobody’s way before the sign-in', async (route) => {
    await outside.look(outsidePlaces[route] ?? [])
  })

  test.each(missingPlaces)('$path leads nowhere, and says so', async (place) => {
    await inside.look([place])
    await inside.page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  })

  test('faults are found where there are some', async () => {
    await inside.goTo('/imports')
    await inside.page.locator('main').waitFor()
    await inside.page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend',
      '<img data-planted src="https://elsewhere.example/x.png"><div style="width:2000px;color:#999">Faint</div><p style="color:#444">Faint in the dark</p>')`)
    const faults = (await inside.examine()).join('\n')
    expect(faults).toContain('light: image-alt')
    expect(faults).toContain('dark: color-contrast: <p style="color:#444">')
    expect(faults).toContain('phone: color-contrast')
    expect(faults).toMatch(/phone: \d+ pixels wide/)
    expect(faults).toContain('a text was taken for markup')
    expect(faults).toMatch(/elsewhere\.example/)
  })

  interface Visitor extends Omit<OpenedPage, 'complaints'> {
    goTo(path: string): Promise<void>
    /** What is wrong with the page as it stands. */
    examine(): Promise<readonly string[]>
    look(places: readonly Place[]): Promise<void>
  }

  /** One page of the browser that goes from place to place, and tells what was wrong there. */
  function visitor({ page, complaints, close }: OpenedPage): Visitor {
    const { foreign, drawn, goTo, goOn } = watchRequests(page)
    let told = 0
    // Each place begins in the look in which the last one ended: to change it costs more than to load a page.
    let order = looks
    const examine = async (): Promise<readonly string[]> => {
      const faults: string[] = []
      for (const look of order) {
        await show(page, look)
        await drawn()
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
        if (wide > look.size.width) faults.push(`${look.name}: ${wide} pixels wide`)
        const find = look.dark ? findFaintness : findViolations
        faults.push(...(await find(page)).map((violation) => `${look.name}: ${violation}`))
      }
      order = order.toReversed()
      if (await page.evaluate<boolean>('"harmed" in window || document.querySelector("[data-planted]") !== null'))
        faults.push('a text was taken for markup')
      faults.push(...complaints.slice(told), ...foreign.splice(0).map((url) => `asked elsewhere: ${url}`))
      told = complaints.length
      return faults
    }
    return {
      page,
      close,
      goTo,
      examine,
      async look(given) {
        const faults: string[] = []
        for (const [at, { name, path }] of given.entries()) {
          // Each route is opened by its address; what else there is to see of it, as by a click.
          await (at === 0 ? goTo : goOn)(path)
          faults.push(...(await examine()).map((fault) => `${name}, ${fault}`))
        }
        expect(given.length).toBeGreaterThan(0)
        expect(faults).toEqual([])
      },
    }
  }
})
