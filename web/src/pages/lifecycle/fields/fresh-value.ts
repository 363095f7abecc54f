import { namesOf } from '../model/references.ts'
import type { Path, Value } from '../model/value.ts'
import { fieldOf, type JsonSchema } from './field.ts'

/** What a place holds when it is new: as little as is valid, with names that the document has. */
export function freshOf(path: Path, schema: JsonSchema, root: Value): Value {
  const field = fieldOf(path, schema)
  switch (field?.as) {
    case 'number':
      return 1
    case 'duration':
      return field.working ? '1wd' : '30d'
    case 'limit':
      return '1/day'
    case 'switch':
      return true
    case 'choice':
      return field.options[0] ?? ''
    case 'fixed':
      return schema.const ?? ''
    case 'reference':
      return namesOf(root, field.kind)[0] ?? ''
    case 'references':
      return namesOf(root, field.kind).slice(0, 1)
    case 'names':
      return field.orOne === true ? (field.also?.[0] ?? 'Content Downloaded') : []
    case 'criteria':
      return { did: 'Content Downloaded' }
    case 'where':
      return { path: '/' }
    case 'either':
      return freshOf(path, field.forms[0] ?? {}, root)
    case 'list':
      return [freshOf([...path, 0], field.item, root)]
    case 'object':
      return freshObject(path, schema, root)
    case 'record':
      return freshRecord(path, schema, field.value, root)
    default:
      return freshText(path)
  }
}

function freshObject(path: Path, schema: JsonSchema, root: Value): Value {
  const required = schema.required ?? []
  // An exit needs one of two: after a time is the simpler.
  const keys = path.includes('exits') ? [...required, 'after'] : required
  return Object.fromEntries(keys.map((key) => [key, freshOf([...path, key], schema.properties?.[key] ?? {}, root)]))
}

function freshRecord(path: Path, schema: JsonSchema, value: JsonSchema, root: Value): Value {
  const keys = path.at(-1) === 'hours' ? ['mon-fri'] : (schema.required ?? [])
  return Object.fromEntries(keys.map((key) => [key, freshOf([...path, key], value, root)]))
}

function freshText(path: Path): Value {
  const key = path.at(-1)
  if (path[0] === 'calendars' && path.at(-2) === 'hours') return '09:00-17:00'
  if (path[0] === 'calendars' && path.at(-2) === 'half_days') return '09:00-12:00'
  return key === 'key' ? `new_${path.filter((part) => typeof part === 'number').join('_')}` : 'new'
}
