import { type Document, isMap, isSeq, parseDocument } from 'yaml'
import type { ColumnUse, MappingPath } from './column-uses.ts'
import type { ValueType } from './read-value.ts'

export interface WantedUse {
  readonly column: string
  /** As in `ColumnUse`; null: the column is ignored. */
  readonly field: string | null
  readonly type: ValueType
}

/** Identities of which a contact may have several. */
const several = new Set(['contact.email', 'contact.phone', 'contact.user_id'])
/** Without these an entry of a list says nothing, or something else for every row. */
const needed = new Set(['stage', 'name', 'id', 'state', 'when'])

/**
 * A mapping in which a column means something else; the rest of the text, comments too, stays as it is.
 * @param before the use that is replaced, if any
 */
export function setColumnUse(mapping: string, before: ColumnUse | null, wanted: WantedUse): string {
  const document = parseDocument(mapping, { version: '1.2' })
  if (document.errors.length > 0) return mapping
  if (before !== null) removeUse(document, before.path)
  if (wanted.field !== null) addUse(document, wanted.field, wanted)
  return document.toString({ lineWidth: 140, flowCollectionPadding: true })
}

function removeUse(document: Document, path: MappingPath): void {
  const [section, second, third] = path
  if (section === 'stages' || section === 'events' || section === 'opportunities') {
    const entry: MappingPath = [section, second ?? 0]
    const isOnlySign = third === 'at' && !document.hasIn([...entry, 'when'])
    remove(document, isOnlySign || needed.has(String(third)) ? entry : path)
  } else remove(document, second === 'record' ? path.slice(0, -1) : path)
}

/** Removes what stands there, and the list or the part around it that holds nothing then. */
function remove(document: Document, path: MappingPath): void {
  document.deleteIn(path)
  const around = path.slice(0, -1)
  if (around.length === 0 || (around.length === 1 && around[0] === 'contact')) return
  const left = document.getIn(around)
  if ((isSeq(left) || isMap(left)) && left.items.length === 0) remove(document, around)
}

function addUse(document: Document, field: string, { column, type }: WantedUse): void {
  const [section = '', ...rest] = field.split('.')
  if (field === 'stages') append(document, 'stages', { stage: column })
  else if (section === 'stages') append(document, 'stages', { stage: { value: rest.join('.') }, at: column })
  else if (section === 'events') append(document, 'events', { name: { value: rest.join('.') }, at: column })
  else if (field === 'contact.record') set(document, ['contact', 'record'], { object: 'contact', id: column })
  else if (rest[0] === 'traits')
    set(document, [section, 'traits', rest.slice(1).join('.')], type === 'text' ? column : { column, type })
  else if (several.has(field)) addToSeveral(document, [section, ...rest], column)
  else set(document, [section, ...rest], column)
}

function addToSeveral(document: Document, path: MappingPath, column: string): void {
  const there = document.getIn(path)
  if (there === undefined) set(document, path, column)
  else if (isSeq(there)) there.add(document.createNode(column))
  else set(document, path, [document.getIn(path, true), column])
}

/** Makes the parts on the way that are not there yet, or hold nothing. */
function set(document: Document, path: MappingPath, value: unknown): void {
  for (let length = 1; length < path.length; length += 1) {
    const part = path.slice(0, length)
    if (!isMap(document.getIn(part))) document.setIn(part, document.createNode({}))
  }
  document.setIn(path, document.createNode(value))
}

function append(document: Document, list: string, entry: unknown): void {
  const there = document.getIn([list])
  if (isSeq(there)) there.add(document.createNode(entry))
  else document.setIn([list], document.createNode([entry]))
}
