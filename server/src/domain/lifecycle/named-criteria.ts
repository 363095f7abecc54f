import type { CalendarOpenings } from '../calendar/openings.ts'
import { Binding } from './binder.ts'
import { checkCriteria } from './check-criteria.ts'
import { compile } from './compile.ts'
import type { Program } from './program.ts'
import type { BoundTree } from './tree.ts'

/** Named criteria by their names; null where the state holds nothing of what they ask for. */
type Named = ReadonlyMap<string, BoundTree | null>

const bound = new WeakMap<Program, Named>()
const widened = new WeakMap<Program, Program>()

/** The named criteria of a document, to be asked of a state of its program. Those that no rule uses can only be asked of `withEveryName`. */
export function namedCriteria(program: Program): Named {
  const known = bound.get(program)
  if (known !== undefined) return known
  const { document, tracks } = program
  const binding = new Binding(document, checkCriteria(document).checked)
  for (const aggregate of program.aggregates) binding.slot(aggregate)
  binding.settle()
  const binder = binding.binder(tracks[0]?.key ?? 'main')
  const found = new Map(
    Object.keys(document.define ?? {}).map((name) => [
      name,
      readsUnknownAccount(program, name) ? null : bind(() => binder.named(name)),
    ]),
  )
  bound.set(program, found)
  return found
}

/** The same program, which also keeps what named criteria ask for that no rule uses; itself where there are none. */
export function withEveryName(program: Program): Program {
  const missing = [...namedCriteria(program)].filter(
    ([name, tree]) => tree === null && !readsUnknownAccount(program, name),
  )
  if (missing.length === 0) return program
  const known = widened.get(program)
  if (known !== undefined) return known
  const { document } = program
  const rules = Object.keys(document.define ?? {}).map((name) => ({ if: { is: name }, points: 0 }))
  // A score of no points reads them all, and nothing else is changed by it.
  const compiled = compile(
    { ...document, scores: { ...document.scores, [freeKey(document.scores ?? {})]: { rules } } },
    program.version,
    NO_OPENINGS,
    program.migrations,
  )
  const wide = 'program' in compiled ? compiled.program : program
  widened.set(program, wide)
  return wide
}

/** Only exits are counted in working time, and nobody is moved by this program. */
const NO_OPENINGS: CalendarOpenings = {}

function freeKey(scores: object): string {
  let key = 'named'
  while (Object.hasOwn(scores, key)) key += '_'
  return key
}

/** Null where an aggregate is asked for that the program does not keep. */
function bind(make: () => BoundTree): BoundTree | null {
  try {
    return make()
  } catch {
    return null
  }
}

/** Whether named criteria ask for values of the account that no rule reads: they are in no line, and so nowhere in a history. */
export function readsUnknownAccount(program: Program, name: string): boolean {
  const { document } = program
  const alone = new Binding(document, checkCriteria(document).checked)
  alone.binder(program.tracks[0]?.key ?? 'main').named(name)
  return [...alone.accountPaths].some((path) => !program.accountPaths.includes(path))
}
