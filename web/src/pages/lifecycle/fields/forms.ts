import { studioWords } from '../../../words/studio-en.ts'
import { isListValue, isMapValue, type Path, type Value } from '../model/value.ts'
import type { JsonSchema } from './field.ts'
import { freshOf } from './fresh-value.ts'

/** What one of several forms is called. */
export function formName(form: JsonSchema): string {
  const { forms } = studioWords
  if (form.$ref !== undefined || form.type === 'string') return forms.string
  if (form.properties?.['event'] !== undefined) return forms.event
  if (form.properties?.['if'] !== undefined) return forms.if
  return form.type === 'array' ? forms.array : forms.object
}

/** Whether a value is written in this form. */
export function isOf(schema: JsonSchema, value: Value | undefined): boolean {
  if (schema.properties !== undefined)
    return (
      isMapValue(value) &&
      Object.keys(value).every((key) => schema.properties?.[key] !== undefined) &&
      (schema.required ?? []).every((key) => Object.hasOwn(value, key))
    )
  if (schema.type === 'array') return isListValue(value)
  return typeof value === 'string'
}

/** A team by name becomes a team in full, and the other way round. */
export function converted(value: Value | undefined, form: JsonSchema, path: Path, root: Value): Value {
  if (form.properties?.['key'] !== undefined && typeof value === 'string') return { key: value }
  if (form.properties === undefined && isMapValue(value) && typeof value['key'] === 'string') return value['key']
  return freshOf(path, form, root)
}

/** What an item of a list is called by; null where nothing of it names it. */
export function itemName(value: Value): string | null {
  if (typeof value === 'string') return value
  const found = isMapValue(value) ? (value['name'] ?? value['key'] ?? value['to'] ?? value['reason']) : null
  return typeof found === 'string' ? found : null
}
