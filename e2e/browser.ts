import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { findBrowser } from '../scripts/browser.mjs'
import { giveBack, takePage } from './kept-pages.ts'

export const hasBrowser = findBrowser() !== undefined
if (!hasBrowser) process.stderr.write('There is no Chromium on this machine: the browser tests are skipped.\n')

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // No process is started ahead of the next page.
  '--renderer-process-limit=1',
  // A page of a test lives too shortly to earn back what better code for it costs.
  '--js-flags=--no-turbofan',
  // Nobody watches how smoothly it is drawn.
  '--disable-partial-raster',
  '--num-raster-threads=1',
]
/** A headless browser says so in its own name and would be taken for a machine. */
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
/** Where pictures are kept; without it none are taken, which is quicker. */
const pictures = process.env['RIPEN_TEST_PICTURES']

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser() ?? '', args: flags })
}

let shared: Promise<Browser> | undefined

/** The browser of this process: the files that a worker of the tests runs share it, and it ends with the worker. */
export async function sharedBrowser(): Promise<Browser> {
  const running = await shared?.catch(() => undefined)
  if (running?.isConnected() === true) return running
  shared = launchBrowser()
  return shared
}

export interface OpenedPage {
  readonly page: Page
  /** What the browser complained about: scripts that failed, and what the content policy refused. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

/** A page in a profile that remembers nothing: of whoever the app says is signed in, or at a bare address of nobody. */
export async function openPage(
  browser: Browser,
  place: string | { readonly url: string; readonly cookie: string },
  look: {
    readonly dark?: boolean
    readonly width?: number
    readonly height?: number
    /** Where the reader is (default: as the machine says). */
    readonly timezoneId?: string
    readonly locale?: string
  } = {},
): Promise<OpenedPage> {
  const { url, cookie } = typeof place === 'string' ? { url: place, cookie: '' } : place
  const { timezoneId, locale } = look
  const kept = await takePage(browser, {
    url,
    userAgent,
    ...(timezoneId === undefined ? {} : { timezoneId }),
    ...(locale === undefined ? {} : { locale }),
  })
  const { context, page } = kept
  context.setDefaultTimeout(45_000)
  await page.setViewportSize({ width: look.width ?? 1440, height: look.height ?? 900 })
  await page.emulateMedia({ colorScheme: look.dark === true ? 'dark' : 'light', reducedMotion: 'reduce' })
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  if (cookie !== '') await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }])
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (line) => {
    // A refused move is told by its status, and the browser repeats that.
    if (line.type() === 'error' && !line.text().includes('status of 4')) complaints.push(line.text())
  })
  return { page, complaints, close: () => giveBack(browser, kept) }
}

/** Keeps a picture of the page, to be looked at, where pictures are wanted. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`) })
}

/** Keeps a picture that the page has made, where pictures are wanted. */
export async function keepPicture(name: string, bytes: Buffer): Promise<void> {
  if (pictures === undefined) return
  await mkdir(pictures, { recursive: true })
  await writeFile(join(pictures, `${name}.png`), bytes)
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

interface Violation {
  readonly id: string
  readonly impact: string | null
  readonly tags: readonly string[]
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']
const asTags = (values: readonly string[]) => ({ type: 'tag', values })

/** What the page makes hard for people with disabilities, as far as a program can tell: the serious faults. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  return (await runAxe(page, asTags([...levels, 'best-practice']))).filter(isSerious).flatMap(toldOf)
}

/** Every violation of WCAG 2.0 to 2.2, level A or AA, however slight, and the serious faults beside. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  const found = await runAxe(page, asTags([...levels, 'best-practice']))
  return found.filter((one) => isSerious(one) || one.tags.some((tag) => levels.includes(tag))).flatMap(toldOf)
}

/** What is violated by colours alone: all that a theme can change on a page that was examined in another one. */
export async function findFaintness(page: Page): Promise<readonly string[]> {
  return (await runAxe(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] })).flatMap(toldOf)
}

async function runAxe(page: Page, runOnly: object): Promise<readonly Violation[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(await readFile(axe, 'utf8'))
  // It need load nothing beside: the app has no sound, and no styles from elsewhere.
  const options = { runOnly, resultTypes: ['violations'], preload: false }
  return page.evaluate<readonly Violation[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  )
}

const isSerious = ({ impact }: Violation) => impact === 'serious' || impact === 'critical'

const toldOf = ({ id, nodes }: Violation): readonly string[] =>
  nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`)

/** Signs out by the menu, and waits until the app was loaded anew: nothing that was seen stays in it. */
export async function signOut(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Sign out', exact: true }).first()
  await Promise.all([page.waitForEvent('load'), button.click()])
  await page.waitForURL(/\/sign-in$/)
}
