import { isMap } from 'yaml'
import { type Collection, colonEnd, columnOf, extentsOf, isCollectionNode, items } from './extents.ts'
import {
  type Found,
  isFlowNode,
  lineEnd,
  lineStart,
  nodeAt,
  type Opened,
  openText,
  propsStart,
  rangeOf,
} from './opened.ts'
import { type Splice, spliced } from './splices.ts'
import { type Path, sameValue } from './value.ts'

/** A line that grew longer than this is opened: each part of its outermost brackets gets a line. */
const LONGEST = 140

/** The text with the line of a place opened where it has become too long to read. Each part keeps its own text. */
export function unfold(text: string, path: Path): string {
  let present = text
  for (let depth = 0; depth <= path.length; depth++) {
    const opened = openText(present)
    const splice = opened === null ? null : opening(opened, path)
    if (opened === null || splice === null) return present
    const done = spliced(present, [splice])
    if (!sameValue(openText(done)?.value, opened.value)) return present
    present = done
  }
  return present
}

function opening(opened: Opened, path: Path): Splice | null {
  const { text } = opened
  const at = path.findIndex((_, index) => isFlowNode(nodeAt(opened, path.slice(0, index + 1))))
  if (at === -1) return null
  const node = nodeAt(opened, path.slice(0, at + 1))
  const outer = nodeAt(opened, path.slice(0, at))
  if (!isCollectionNode(node) || !isCollectionNode(outer) || !isTooLong(text, node)) return null
  const [parts, homes] = [extentsOf(opened, node), extentsOf(opened, outer)]
  const index = items(outer).findIndex((item) => ('key' in item ? item.value : item) === node)
  const [home, item] = [homes?.[index], items(outer)[index]]
  if (parts === null || parts.length === 0 || home === undefined || item === undefined) return null
  const end = rangeOf(node)[1]
  const behind = text.slice(end, lineEnd(text, end)).trim()
  if (behind !== '' && !behind.startsWith('#')) return null
  // What is said behind the brackets goes to the line of their key.
  const comment = behind === '' ? '' : ` ${behind}`
  const column = columnOf(opened, home) + 2
  const lines = parts.map(
    (part) => `${' '.repeat(column)}${isMap(node) ? '' : '- '}${text.slice(part.start, part.end)}`,
  )
  const isPair = 'key' in item
  const given = lines.join('\n')
  return {
    start: isPair ? colonEnd(item) : home.at + 1,
    end: lineEnd(text, end),
    text: isPair || comment !== '' ? `${comment}\n${given}` : ` ${given.slice(column)}`,
  }
}

/** On one line with what it stands in, and that line is too long. */
function isTooLong(text: string, node: Collection): boolean {
  const [start, end] = rangeOf(node as Found)
  const line = text.slice(lineStart(text, start), lineEnd(text, start))
  return line.length > LONGEST && !text.slice(start, end).includes('\n') && propsStart(text, node as Found) === start
}
