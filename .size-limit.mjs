import { readFileSync } from 'node:fs'

// The page itself says what it loads first, however the build cut it; what is loaded later does not count.
const page = readFileSync(new URL('web/dist/index.html', import.meta.url), 'utf8')
const scripts = [...page.matchAll(/assets\/[\w-]+\.js/g)].map(([file]) => `web/dist/${file}`)

export default [{ name: 'web app, first load', path: scripts, limit: '180 kB' }]
