import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { findPreset } from '../server/src/domain/lifecycle/presets/presets.ts'
import { hasBrowser, takePicture } from './browser.ts'
import { buildB2b } from './build-b2b.ts'
import { appInBrowser } from './visits.ts'

describe.skipIf(!hasBrowser)('the lifecycle studio, from end to end', () => {
  const here = appInBrowser()
  const { visit } = here

  test('the preset b2b is built of two-step by hand', { timeout: 300_000 }, async () => {
    const draft = JSON.stringify({ base: 1, text: findPreset('two-step')?.document })
    const wanted = parse(findPreset('b2b')?.document ?? '')
    await visit('/lifecycle', { height: 1400 }, async (page) => {
      await page.evaluate((kept) => localStorage.setItem('ripen-lifecycle-draft', kept), draft)
      await page.reload()
      await buildB2b(page)
      await takePicture(page, 'studio-built')
      const kept = await page.evaluate(() => localStorage.getItem('ripen-lifecycle-draft') ?? '{}')
      const built: string = JSON.parse(kept).text ?? ''
      expect(parse(built)).toEqual(wanted)
      expect(Object.keys(parse(built).handoffs)).toEqual(Object.keys(wanted.handoffs))
      expect(built.split('\n')[0]).toBe(findPreset('two-step')?.document.split('\n')[0])
    })
  })
})
