import { say } from '../../contract/messages/say.ts'
import { AppError } from '../../domain/app-error.ts'
import { hash } from '../../domain/hash.ts'
import { canonical, isObject, type JsonObject } from '../../domain/json.ts'
import { type AskedCriteria, compile } from '../../domain/lifecycle/compile.ts'
import { nameSaved, type SavedSegments, segmentsUsed } from '../../domain/lifecycle/copy-segments.ts'
import type { Fault } from '../../domain/lifecycle/fault.ts'
import type { CriteriaTree } from '../../domain/lifecycle/parse-criteria.ts'
import type { Program } from '../../domain/lifecycle/program.ts'
import { message } from '../../domain/message.ts'

/** Criteria made ready under the lifecycle in force. */
export interface ReadyCriteria {
  readonly head: Program
  /** The lifecycle with all that the criteria ask to be kept. */
  readonly program: Program
  readonly asked: AskedCriteria
  /** Another: other people may be meant. */
  readonly foundWith: string
}

export type ReadCriteria =
  | { readonly ready: ReadyCriteria }
  | { readonly faults: readonly Fault[]; readonly foundWith: string }

/** Criteria that the lifecycle in force cannot understand. */
export class FaultyCriteria extends AppError {
  override name = 'FaultyCriteria'
  readonly faults: readonly { readonly place: string; readonly detail: string }[]

  constructor(faults: readonly Fault[]) {
    const shown = faults.map((fault) => ({ place: fault.path.join('.'), detail: say(fault.message) }))
    const [first] = shown
    const at = first === undefined || first.place === '' ? '' : `${first.place}: `
    super('unprocessable', `${at}${first?.detail ?? 'The criteria are not as expected.'}`)
    this.faults = shown
  }
}

/** Longest text of criteria, and most levels of JSON. */
const LONGEST = 20_000
const DEEPEST = 120

/** What is no tree of conditions at all, before anything looks deeper. */
export function refuseShapeless(criteria: unknown): asserts criteria is JsonObject {
  if (!isObject(criteria)) throw new FaultyCriteria([{ path: [], message: message('fault.not_conditions') }])
  let level: readonly unknown[] = [criteria]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) throw new FaultyCriteria([{ path: [], message: message('fault.too_deep', { deepest: 30 }) }])
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  if (JSON.stringify(criteria).length > LONGEST)
    throw new FaultyCriteria([{ path: [], message: message('fault.criteria_too_long', { longest: LONGEST }) }])
}

const compiled = new Map<string, ReadCriteria>()
const MOST_COMPILED = 300

/** Makes criteria ready under a lifecycle. Segments that they name are the saved ones as they are now, else those of the document. */
export function readCriteria(head: Program, saved: SavedSegments, criteria: JsonObject): ReadCriteria {
  const used = segmentsUsed(criteria, saved)
  const foundWith = hash(canonical([head.stateKey, head.decisionKey, criteria, used]))
  const known = compiled.get(foundWith)
  if (known !== undefined) return known
  const read = compileCriteria(head, { used, saved }, criteria, foundWith)
  compiled.set(foundWith, read)
  const [oldest] = compiled.keys()
  if (compiled.size > MOST_COMPILED && oldest !== undefined) compiled.delete(oldest)
  return read
}

function compileCriteria(
  head: Program,
  { used, saved }: { readonly used: Readonly<Record<string, JsonObject>>; readonly saved: SavedSegments },
  criteria: JsonObject,
  foundWith: string,
): ReadCriteria {
  const read = compileBeside(head, used, [criteria])
  if ('faults' in read) return { faults: nameSaved(read.faults.map(placeOf), saved), foundWith }
  const [asked] = read.asked
  if (asked === undefined) throw new Error('Criteria were compiled and did not come out.')
  const unkept = unkeptOfAccounts(head, read.program, asked.tree)
  if (unkept !== null) return { faults: [placeOf(unkept)], foundWith }
  return { ready: { head, program: read.program, asked, foundWith } }
}

/** The lifecycle in force with segments in it, and with criteria beside it. */
export function compileBeside(
  head: Program,
  segments: Readonly<Record<string, JsonObject>>,
  criteria: readonly JsonObject[],
) {
  const document = { ...head.document, segments: { ...head.document.segments, ...segments } }
  // Working time is counted by what moves contacts; nothing is moved here.
  return compile(document, head.version, {}, head.migrations, criteria)
}

/** Places within the criteria themselves; faults of a segment that they name begin with `segments`. */
function placeOf({ path, ...fault }: Fault): Fault {
  return { ...fault, path: path[0] === 'asked' ? path.slice(2) : path }
}

const OF_PEOPLE: ReadonlySet<string> = new Set(['account_did', 'account_people', 'account_opportunity'])

/** What accounts answer of their people and deals is kept only where the lifecycle itself asks for it. */
function unkeptOfAccounts(head: Program, program: Program, tree: CriteriaTree): Fault | null {
  const more = program.accountPaths.filter((path) => !head.accountPaths.includes(path))
  const people = new Set(program.people.map(({ path }) => path))
  if (!more.some((path) => path === 'opportunities' || people.has(path))) return null
  const leaf = leavesOf(tree).find(({ criterion }) => OF_PEOPLE.has(criterion.kind))
  return { path: leaf?.path ?? ['asked', 0], message: message('fault.not_kept_of_accounts') }
}

function leavesOf(tree: CriteriaTree): readonly Extract<CriteriaTree, { op: 'leaf' }>[] {
  if (tree.op === 'leaf') return [tree]
  return tree.op === 'not' ? leavesOf(tree.part) : tree.parts.flatMap(leavesOf)
}
