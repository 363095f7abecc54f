import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig, settings } from './config.ts'

test('without any variable Ripen runs on its own', () => {
  expect(readConfig({})).toEqual({
    databaseUrl: null,
    dataDir: resolve('.ripen'),
    host: '127.0.0.1',
    port: 4800,
    url: null,
    secret: null,
    trustedProxies: ['loopback'],
    admin: null,
    mail: { server: null, from: 'Ripen <ripen@localhost>' },
    sso: null,
    logLevel: 'info',
    dbConnections: 20,
  })
})

test('an empty variable counts as absent', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual(readConfig({}))
})

test('what is set is taken', () => {
  const config = readConfig({
    DATABASE_URL: 'postgresql://me@db/ripen',
    PORT: '0',
    RIPEN_URL: 'https://leads.example.com/',
    HOST: '0.0.0.0',
  })
  expect(config).toMatchObject({
    databaseUrl: 'postgresql://me@db/ripen',
    port: 0,
    url: 'https://leads.example.com',
    host: '0.0.0.0',
  })
})

test.each([
  ['PORT', 'many', 'PORT must be a whole number from 0 to 65535.'],
  ['PORT', '4800.5', 'PORT must be a whole number from 0 to 65535.'],
  ['PORT', '70000', 'PORT must be a whole number from 0 to 65535.'],
  ['DATABASE_URL', 'mysql://db/ripen', 'DATABASE_URL must look like postgres://user:password@host:5432/database.'],
  ['RIPEN_URL', 'leads.example.com', 'RIPEN_URL must look like https://ripen.example.com.'],
  ['RIPEN_SECRET', 'short', 'RIPEN_SECRET must have at least 32 characters.'],
  ['RIPEN_SMTP_URL', 'mail.example.com', 'RIPEN_SMTP_URL must look like smtps://'],
  ['RIPEN_ADMIN_EMAIL', 'ada@example.com', 'RIPEN_ADMIN_EMAIL needs RIPEN_ADMIN_PASSWORD'],
  ['RIPEN_OIDC_ISSUER', 'https://login.example.com', 'RIPEN_OIDC_ISSUER needs RIPEN_OIDC_CLIENT_ID'],
  ['RIPEN_OIDC_ROLE', 'admin', 'RIPEN_OIDC_ROLE must be one of operations'],
  ['LOG_LEVEL', 'loud', /^LOG_LEVEL must be one of fatal, error/],
])('%s=%s is refused by name', (name, value, message) => {
  expect(() => readConfig({ [name]: value })).toThrow(message)
})

test('the page about configuration has every variable with its default', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'configuration.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.+?) \|/gm)].map(([, name, value]) => [name, value])
  const defaults = settings.parse({})
  const written = Object.entries(defaults).map(([name, value]) => [
    name,
    value === null ? expect.any(String) : `\`${value}\``,
  ])
  expect(rows).toEqual(written)
})
