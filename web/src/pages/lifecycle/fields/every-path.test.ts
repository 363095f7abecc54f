import { describe, expect, test } from 'vitest'
import { lifecycleJsonSchema } from '../../../../../server/src/domain/lifecycle/json-schema.ts'
import { operators } from '../criteria/condition-form.ts'
import { entersForm, findForm, leafForms } from '../criteria/leaf-forms.ts'
import type { Path, Value } from '../model/value.ts'
import { fieldOf, type JsonSchema, resolve } from './field.ts'

const root = lifecycleJsonSchema() as JsonSchema

interface Place {
  readonly path: Path
  readonly schema: JsonSchema
}

/** Every place that a document can have, by the schema: keys and numbers that may be any are `any` and 0. */
function everyPlace(schema: JsonSchema, path: Path = []): readonly Place[] {
  if (schema.$ref !== undefined) return [{ path, schema }]
  const parts: readonly (readonly [string | number, JsonSchema])[] = [
    ...Object.entries(schema.properties ?? {}),
    ...(typeof schema.additionalProperties === 'object' && Object.keys(schema.additionalProperties).length > 0
      ? [['any', schema.additionalProperties] as const]
      : []),
    ...(typeof schema.items === 'object' ? [[0, schema.items] as const] : []),
  ]
  return [
    ...(path.length === 0 ? [] : [{ path, schema }]),
    ...parts.flatMap(([part, inner]) => everyPlace(inner, [...path, part])),
    ...(schema.anyOf ?? []).flatMap((form) => everyPlace(form, path)),
  ]
}

const places = everyPlace(root)

test('the schema has the places that this test is about', () => {
  const known = places.map(({ path }) => path.join('.'))
  expect(known).toEqual(
    expect.arrayContaining(['stages.0.entry.when', 'handoffs.any.promises.tiers.0.if', 'calendars.any.half_days.any']),
  )
  expect(places.length).toBeGreaterThan(150)
})

test.each(places.map((place) => [place.path.join('.'), place] as const))(
  '%s has an editor',
  (_name, { path, schema }) => {
    expect(fieldOf(path, schema)).not.toBeNull()
  },
)

describe('conditions', () => {
  const tree = resolve(root, '#/$defs/criteria')
  const joints = ['all', 'any', 'not']
  const kinds = [
    ...Object.entries(tree.properties ?? {}).filter(([key]) => !joints.includes(key)),
    ...Object.entries(tree.patternProperties ?? {}).map(
      ([pattern, schema]) => [pattern.includes('traits') ? 'traits.x' : 'account.x', schema] as const,
    ),
  ]

  test('each form is of a kind that there is', () => {
    expect(leafForms.map(({ key }) => key).sort()).toEqual(kinds.map(([key]) => key.replace(/\.x$/, '.')).sort())
    expect(Object.keys(resolve(root, '#/$defs/trigger').properties ?? {})).toContain(entersForm.key)
  })

  test.each(kinds)('%s can be said in full', (key, schema) => {
    const found = findForm(key)
    expect(found).not.toBeNull()
    const said = new Set(found?.form.fields.map((field) => field.key))
    // Two ways to say the same: the names of events.
    const aliases: Readonly<Record<string, string>> = key.endsWith('did') ? { event: 'names', any_of: 'names' } : {}
    const isCondition = found?.form.fields.some(({ field }) => field.as === 'condition') && said.has('value')
    const settings = [schema, ...(schema.anyOf ?? [])].flatMap((form) => Object.keys(form.properties ?? {}))
    const missing = settings.filter(
      (one) => !said.has(aliases[one] ?? one) && !(isCondition && operators[one] !== undefined),
    )
    expect(missing).toEqual([])
  })

  test('each comparison of a value can be said', () => {
    const condition = tree.patternProperties?.['^traits\\..+$']?.anyOf?.[0]
    expect(Object.keys(operators).sort()).toEqual(Object.keys(condition?.properties ?? {}).sort())
  })

  test.each<[string, Value]>([
    ['did', 'A'],
    ['did', ['A', 'B']],
    ['did', { event: 'A', at_least: 2 }],
    ['did', { any_of: ['A'], since: 'ever' }],
    ['page', '/pricing'],
    ['page', { path: { starts: '/docs' }, at_least: 3 }],
    ['converted', 'any'],
    ['converted', true],
    ['converted', ['demo', 'trial']],
    ['converted', { offer: 'bottom' }],
    ['converted', { gives: { more_than: ['email'] } }],
    ['subscribed', ['a', 'b']],
    ['known', true],
    ['known', 'email'],
    ['fit', { at_least: 'B' }],
    ['fit', ['A', 'B']],
    ['grade', 'A1'],
    ['stage', 'mql'],
    ['stage', { any_of: ['mql', 'sal'] }],
    ['stage', { is: 'mql', for: '4d' }],
    ['idle', '30d'],
    ['opportunity', 'open'],
    ['opportunity', { kind: 'renewal', state: 'lost' }],
    ['checklist', 'discovery'],
    ['source', ['a', 'b']],
    ['source', { medium: 'cpc', which: 'latest' }],
    ['score', { engagement: { at_least: 60 } }],
    ['traits.title', { matches: 'x' }],
    ['imported', true],
  ])('%s: %j is written as it was read', (key, settings) => {
    const form = findForm(key)?.form
    expect(form?.write(form.read(settings), settings)).toEqual(settings)
  })
})
