import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml'
import { type JsonSchema, resolve, schemaAt } from '../fields/field.ts'
import { type NamedKind, namedAt, namesOf } from '../model/references.ts'
import type { Path, Value } from '../model/value.ts'

/** Stands for what is being typed while the place is looked for. */
const HERE = 'zzhere'

export interface Place {
  /** The map or list item that the word stands in, or the pair whose value it is. */
  readonly path: Path
  /** Whether the word may be a key of the map at the path, beside these keys. */
  readonly keys: readonly string[] | null
  readonly isValue: boolean
}

/** Where in the document a word is being typed; null where that cannot be said. */
export function placeOfWord(text: string, from: number, to: number): Place | null {
  for (const word of [HERE, `${HERE}: `]) {
    const document = parseDocument(`${text.slice(0, from)}${word}${text.slice(to)}`, { version: '1.2', strict: false })
    const found = seek(document.contents, [])
    if (found !== null && (document.errors.length === 0 || word !== HERE)) return found
  }
  return null
}

function seek(node: unknown, path: Path): Place | null {
  if (isMap(node)) {
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : ''
      if (key === HERE) {
        const keys = node.items
          .map((one) => (isScalar(one.key) ? String(one.key.value) : ''))
          .filter((one) => one !== HERE)
        return { path, keys, isValue: false }
      }
      const inner = seek(pair.value as Node | null, [...path, key])
      if (inner !== null) return inner
    }
    return null
  }
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      const inner = seek(item, [...path, index])
      if (inner !== null) return inner
    }
    return null
  }
  // A word alone is a value, or the first key of a map that is not there yet.
  return isScalar(node) && node.value === HERE ? { path, keys: [], isValue: true } : null
}

/** What may stand at a place: keys of the schema, values of a choice, names that the document has. */
export function wordsAt(schema: JsonSchema, root: Value, { path, keys, isValue }: Place): readonly Completion[] {
  const found = schemaAt(schema, path)
  if (found === null) return []
  const forms = flat(schema, found)
  const proposed = [
    ...(keys === null ? [] : forms.flatMap((form) => keysOf(form, keys))),
    ...(isValue ? valuesAt(forms, path, root) : []),
  ]
  return [...new Map(proposed.map((one) => [one.label, one])).values()]
}

function keysOf(form: JsonSchema, taken: readonly string[]): readonly Completion[] {
  return Object.entries(form.properties ?? {})
    .filter(([key]) => !taken.includes(key))
    .map(([key, part]) => ({ label: key, apply: `${key}: `, type: 'property', ...detail(part) }))
}

/** What a leaf names, by its key. */
const leaves: Readonly<Record<string, NamedKind>> = {
  is: 'define',
  stage: 'stage',
  enters: 'stage',
  level: 'level',
  checklist: 'checklist',
  in_list: 'list',
}

function valuesAt(forms: readonly JsonSchema[], path: Path, root: Value): readonly Completion[] {
  const choices = forms.flatMap((form) => [...(form.enum ?? []), ...(form.const === undefined ? [] : [form.const])])
  const flags = forms.some(({ type }) => type === 'boolean') ? ['true', 'false'] : []
  const last = typeof path.at(-1) === 'number' ? path.at(-2) : path.at(-1)
  const kind = namedAt(path) ?? namedAt(path.slice(0, -1)) ?? leaves[String(last)]
  return [
    ...[...choices.map(String), ...flags].map((label) => ({ label, type: 'enum' })),
    ...(kind === undefined ? [] : namesOf(root, kind).map((label) => ({ label, type: 'variable', detail: kind }))),
  ]
}

const detail = (part: JsonSchema): Pick<Completion, 'detail'> =>
  part.description === undefined ? {} : { detail: part.description }

function flat(root: JsonSchema, schema: JsonSchema): readonly JsonSchema[] {
  const own = schema.$ref === undefined ? schema : resolve(root, schema.$ref)
  return [own, ...(own.anyOf ?? []).flatMap((form) => flat(root, form))]
}

/** Completion for the editor, from the schema and the names of the document as it could last be read. */
export function completeYaml(
  context: CompletionContext,
  schema: JsonSchema | null,
  root: Value,
): CompletionResult | null {
  const word = context.matchBefore(/[\w.]*/)
  if (schema === null || word === null || (word.from === word.to && !context.explicit)) return null
  const place = placeOfWord(context.state.doc.toString(), word.from, word.to)
  const options = place === null ? [] : wordsAt(schema, root, place)
  return options.length === 0 ? null : { from: word.from, options: [...options], validFor: /^[\w.]*$/ }
}
