import { namesOf } from '../model/references.ts'
import type { Value } from '../model/value.ts'
import type { LeafField } from './leaf-form.ts'

/** What a detail of a condition says when it is new. */
export function freshDetail({ key, field }: LeafField, root: Value): Value {
  switch (field.as) {
    case 'number':
      return key === 'at_most' ? 1 : 2
    case 'duration':
      return '30d'
    case 'choice':
      return field.options[1] ?? field.options[0] ?? ''
    case 'choices':
      return [field.options[0] ?? '']
    case 'reference':
      return namesOf(root, field.kind)[0] ?? ''
    case 'references':
      return namesOf(root, field.kind).slice(0, 1)
    case 'where':
      return { path: '/' }
    case 'sum':
      return { of: 'value', at_least: 1 }
    case 'distinct':
      return { of: 'day', at_least: 2 }
    case 'comparison':
      return { at_least: 1 }
    case 'span':
      return '7d'
    case 'gives':
      return { more_than: ['email'] }
    case 'names':
      return ['']
    default:
      return key === 'after' ? 'Trial Started' : ''
  }
}
