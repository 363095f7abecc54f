import { existsSync } from 'node:fs'

const places = [
  // Without windows, so it does less than the others for the same page.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Where a Chromium is installed; the browser tests are skipped without one. */
export function findBrowser() {
  return places.find((place) => existsSync(place))
}
