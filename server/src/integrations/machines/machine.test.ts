import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isMachine } from './machine.ts'

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'

describe('a user agent', () => {
  test.each([
    ['a browser', chrome, false],
    [
      'a phone',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/18.6 Safari/604.1',
      false,
    ],
    ['nothing', '', false],
    ['nothing known', null, false],
    ['a library that reports for others', 'analytics-node/3.1.0', false],
    ['another of these', 'rudder-sdk-node/3.0.13', false],
    ['a crawler', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', true],
    ['a browser without a window', chrome.replace('Chrome', 'HeadlessChrome'), true],
    ['a link check', 'Mozilla/5.0 (compatible; BarracudaCentral)', true],
    ['a program on a page', 'curl/8.5.0', true],
  ])('of %s', (_name, agent, machine) => {
    expect(isMachine(agent)).toBe(machine)
  })

  test('of a program that sends from a server is its own affair', () => {
    expect(isMachine('axios/1.7.2', { channel: 'server' })).toBe(false)
    expect(isMachine('axios/1.7.2', { channel: 'browser' })).toBe(true)
    expect(isMachine('Googlebot/2.1', { channel: 'server' })).toBe(true)
  })

  test('is not all that shows a machine', () => {
    expect(isMachine(chrome, { webdriver: true })).toBe(true)
    expect(isMachine(chrome, { purpose: 'prefetch;prerender' })).toBe(true)
    expect(isMachine(chrome, { brands: '"HeadlessChrome";v="141", "Not?A_Brand";v="8"' })).toBe(true)
    expect(isMachine(chrome, { brands: '"Google Chrome";v="141"', webdriver: false })).toBe(false)
  })
})

const root = resolve(import.meta.dirname, '../../../..')
const data = resolve(root, process.env['RIPEN_TEST_DATA'] ?? '../shared/data')
const file = join(data, 'bots/user_agents.train.csv')

test.skipIf(!existsSync(file))('user agents of the test data are told apart (set RIPEN_TEST_DATA to run this)', () => {
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => /^(?:"((?:[^"]|"")*)"|([^,]*)),(bot|browser|app|[^,]*),/.exec(line))
  const agents = rows.flatMap((row) =>
    row ? [{ agent: (row[1] ?? row[2] ?? '').replaceAll('""', '"'), bot: row[3] === 'bot' }] : [],
  )
  const share = (bot: boolean) => {
    const all = agents.filter((each) => each.bot === bot)
    return all.filter(({ agent }) => isMachine(agent)).length / all.length
  }
  expect(agents.length).toBe(rows.length)
  expect(share(true)).toBeGreaterThan(0.99)
  expect(share(false)).toBeLessThan(0.01)
})
