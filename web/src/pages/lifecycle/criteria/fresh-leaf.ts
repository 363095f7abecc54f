import { namesOf } from '../model/references.ts'
import { isListValue, type Value } from '../model/value.ts'
import { findForm, leafForms } from './leaf-forms.ts'

/** A new condition of a kind, with names that the document has where it needs one. */
export function freshLeaf(key: string, root: Value): Value {
  const form = leafForms.find((one) => one.key === key) ?? findForm(key)?.form
  if (form === undefined) return { [key]: '' }
  const subject = key === 'traits.' ? 'title' : key === 'account.' ? 'employees' : ''
  const field = form.fields.find(({ always }) => always === true)?.field
  const isEmpty = form.fresh === '' || (isListValue(form.fresh) && form.fresh.length === 0)
  const name = field?.as === 'reference' || field?.as === 'references' ? namesOf(root, field.kind)[0] : undefined
  if (key === 'score') return { score: { [namesOf(root, 'score')[0] ?? 'engagement']: { at_least: 50 } } }
  if (key === 'account.people') return { [key]: { reached: namesOf(root, 'stage')[0] ?? '', people: 2 } }
  if (key === 'did') return { did: 'Content Downloaded' }
  if (key === 'account.did') return { [key]: { event: 'Content Downloaded', people: 2 } }
  return { [`${key}${subject}`]: isEmpty ? (name ?? fallback(key)) : form.fresh }
}

const fallback = (key: string): string => (key === 'reason' ? 'timing' : key === 'source' ? 'google' : 'new')
