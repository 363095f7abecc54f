import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { spawnRipen } from '../server/src/testing/ripen-process.ts'
import { signInAs } from '../server/src/testing/signed-in.ts'
import { hasBrowser, launchBrowser, openPage } from './browser.ts'
import { hubspotFile } from './hubspot-file.ts'
import { importFile } from './import-file.ts'
import { desk, phone, show, watchRequests } from './look.ts'
import { firstPlaces, known, missingPlaces, outsidePlaces, type Place, placesOf } from './places.ts'

const PEOPLE = 1200
const admin = { email: 'mary@ripen.example', password: 'nineteen green herons' }
const looks = [
  { name: 'light', dark: false, size: desk },
  { name: 'dark', dark: true, size: desk },
  { name: 'phone', dark: false, size: phone },
]
/** What README and docs show: the look, by the name of the place. */
const shown: Readonly<Record<string, string>> = {
  contact: 'light',
  board: 'light',
  'report-funnel': 'dark',
  'report-cohorts': 'light',
}
const docs = join(import.meta.dirname, '..', 'docs', 'images')

/**
 * `npm run screenshots [-- FOLDER]`: a picture of every page, light, dark and on a phone, of a Ripen with the demo's
 * company in a folder that is thrown away. Without a folder the pictures that README and docs show are renewed, and
 * the others lie in a temporary one.
 */
async function takeScreenshots(given: string | undefined): Promise<void> {
  if (!hasBrowser) throw new Error('There is no Chromium here: install one, such as Debian’s package chromium.')
  const folder = given === undefined ? await mkdtemp(join(tmpdir(), 'ripen-screenshots-')) : resolve(given)
  await mkdir(folder, { recursive: true })
  const dataDir = await mkdtemp(join(tmpdir(), 'ripen-screens-'))
  const ripen = spawnRipen(['start'], { dataDir, env: { LOG_LEVEL: 'warn' } })
  const browser = await launchBrowser()
  const take = (where: Where, places: readonly Place[]) => takeAll(browser, where, places, { folder, docs: !given })
  try {
    const url = await ripen.ready()
    await take({ url, cookie: '' }, Object.values(firstPlaces).flat())
    const me = await setUp(url)
    await finished(['demo', '--url', url, '--people', String(PEOPLE)], dataDir)
    // Few rows, so that Home still shows what people did.
    await importFile(url, me, { name: 'hubspot-contacts.csv', text: hubspotFile(3) })
    const ids = await known(url, me, { person: 'stage=mql', other: 'stage=opportunity', account: 'stage=opportunity' })
    const where = { url, cookie: me.cookie }
    await take(where, [...Object.values(placesOf(ids)).flat(), ...missingPlaces.slice(0, 1)])
    await take({ url, cookie: '' }, Object.values(outsidePlaces).flat())
  } finally {
    await browser.close()
    ripen.child.kill('SIGTERM')
    await ripen.ended
    await rm(dataDir, { recursive: true, force: true })
  }
  process.stdout.write(`The pictures are in ${folder}\n`)
}

interface Where {
  readonly url: string
  readonly cookie: string
}

/** Makes the first administrator as the page does, and signs in. */
async function setUp(url: string) {
  const response = await fetch(`${url}/api/v1/set-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name: 'Mary Somerville', ...admin }),
  })
  if (!response.ok) throw new Error(`Nobody could be set up: ${await response.text()}`)
  const cookie = await signInAs(url, admin)
  const me = (await (await fetch(`${url}/api/v1/me`, { headers: { cookie } })).json()) as { id: string }
  return { id: me.id, cookie, headers: { cookie, origin: url } }
}

async function finished(args: readonly string[], dataDir: string): Promise<void> {
  const command = spawnRipen(args, { dataDir, env: { LOG_LEVEL: 'warn' } })
  if ((await command.ended) !== 0) throw new Error(`ripen ${args.join(' ')} failed:\n${command.output()}`)
}

async function takeAll(
  browser: Browser,
  where: Where,
  places: readonly Place[],
  to: { readonly folder: string; readonly docs: boolean },
): Promise<void> {
  const { page, close } = await openPage(browser, where, { locale: 'en-GB' })
  const { drawn, goTo } = watchRequests(page)
  for (const { name, path } of places) {
    await show(page, { dark: false, size: desk })
    await goTo(path)
    for (const look of looks) {
      await show(page, look)
      await drawn()
      await page.screenshot({ path: join(to.folder, `${name}-${look.name}.png`) })
      if (to.docs && shown[name] === look.name) await page.screenshot({ path: join(docs, `${name}.png`) })
    }
  }
  await close()
}

await takeScreenshots(process.argv[2])
