import { sqlTime } from '../../db/column-values.ts'
import { EMPTY } from '../../domain/cells.ts'
import type { ConditionSettings } from '../../domain/criteria/condition.ts'
import { windowMs } from '../../domain/criteria/evidence.ts'
import { NAMED_BY, type Time } from '../../domain/facts.ts'
import type { Json } from '../../domain/json.ts'
import type { AskedCriteria } from '../../domain/lifecycle/compile.ts'
import type { CriteriaTree } from '../../domain/lifecycle/parse-criteria.ts'
import type { Program } from '../../domain/lifecycle/program.ts'
import { conditionSql, type Param } from './condition-sql.ts'

/** A yes or no question about a contact `c`; never null. Words of people go as parameters. */
export type SqlQuestion = (param: Param) => string

interface Context {
  readonly program: Program
  readonly checked: AskedCriteria['checked']
  readonly now: Time
  readonly param: Param
  /** Leaves that were written so far. */
  readonly written: { leaves: number }
}

/** Each criterion is written out where it is named: names that name others twice would grow without end. */
const MOST_LEAVES = 500

/**
 * Criteria as a question about columns, where these say all that the criteria ask: then its answers are those of the criteria
 * themselves. Null where somewhere behaviour, a date or a pattern is asked for.
 */
export function criteriaSql(program: Program, { tree, checked }: AskedCriteria, now: Time): SqlQuestion | null {
  const write = (param: Param) => treeSql(tree, { program, checked, now, param, written: { leaves: 0 } })
  return write(() => '$1') === null ? null : (param) => write(param) ?? 'false'
}

function treeSql(tree: CriteriaTree, context: Context): string | null {
  if (context.written.leaves > MOST_LEAVES) return null
  switch (tree.op) {
    case 'not': {
      const part = treeSql(tree.part, context)
      return part === null ? null : `not ${part}`
    }
    case 'all':
    case 'any':
      return joined(
        tree.parts.map((part) => treeSql(part, context)),
        tree.op,
      )
    case 'leaf':
      return leafSql(tree, context)
  }
}

function joined(parts: readonly (string | null)[], op: 'all' | 'any'): string | null {
  return parts.includes(null) ? null : `(${parts.join(op === 'all' ? ' and ' : ' or ')})`
}

function leafSql(leaf: Extract<CriteriaTree, { op: 'leaf' }>, context: Context): string | null {
  const { settings, subject } = leaf
  context.written.leaves += 1
  switch (leaf.criterion.kind) {
    case 'is':
      return joined(
        listed(settings).map((name) => treeSql(context.checked.defined(name), context)),
        'any',
      )
    case 'segment':
      return treeSql(context.checked.segment(String(settings)), context)
    case 'stage':
      return stageSql(settings as AskedStage | string | string[], context)
    case 'level':
      return positionSql(mainOf(context.program), `s.level = any(${context.param(listed(settings))}::text[])`, context)
    case 'known':
      return `(c.known & ${context.param(bitsOf(settings))}::smallint) <> 0`
    case 'source':
      return sourceSql(settings, context)
    case 'trait':
      return traitSql('c.traits', settings, subject, context)
    case 'account_trait':
      return accountSql(settings, subject, context)
    default:
      return null
  }
}

const listed = (settings: Json): readonly string[] => [settings].flat().map(String)
const mainOf = ({ tracks }: Program) => tracks[0]

function bitsOf(settings: Json): number {
  if (settings === true) return NAMED_BY.email | NAMED_BY.phone | NAMED_BY.user
  return listed(settings).reduce((bits, way) => bits | NAMED_BY[way as keyof typeof NAMED_BY], 0)
}

/** A value is looked up by its name; a dot in it leads into what is nested, which columns do not tell from a name with a dot. */
function traitSql(traits: string, settings: Json, subject: string, { param }: Context): string | null {
  if (subject.includes('.')) return null
  return conditionSql(`(${traits} -> ${param(subject)}::text)`, settings as ConditionSettings, param)
}

function accountSql(settings: Json, subject: string, context: Context): string | null {
  if (subject === 'opportunities') return null
  const asked = traitSql('a.traits', settings, subject, context)
  return asked === null ? null : `(select ${asked} from (select 1) one left join accounts a on a.id = c.account_id)`
}

/** The original source, as a plain word or several. */
function sourceSql(settings: Json, { param }: Context): string | null {
  if (typeof settings !== 'string' && !Array.isArray(settings)) return null
  return conditionSql(`to_jsonb(nullif(c.source, ${param(EMPTY)}::text))`, settings as ConditionSettings, param)
}

interface AskedStage {
  readonly is?: string | readonly string[]
  readonly any_of?: readonly string[]
  readonly was?: string | readonly string[]
  readonly since?: 'ever' | 'cycle'
  readonly reached?: string
  readonly for?: string | { readonly at_least?: string; readonly below?: string }
  readonly track?: string
}

function stageSql(settings: AskedStage | string | readonly string[], context: Context): string | null {
  const { param, program, now } = context
  const asked: AskedStage =
    typeof settings === 'string' || isList(settings) ? { is: settings } : (settings as AskedStage)
  const { is, any_of, was, since, reached, for: time } = asked
  const main = mainOf(program)
  const track = program.tracks.find(({ key }) => key === (asked.track ?? main?.key))
  if (track === undefined || main === undefined) return null
  const stages = (keys: readonly string[]) => `s.stage = any(${param(keys)}::text[])`
  const parts: string[] = []
  if (is !== undefined || any_of !== undefined) parts.push(stages([is ?? [], any_of ?? []].flat()))
  if (reached !== undefined) {
    const order = main.stages.map(({ key }) => key)
    parts.push(stages(order.slice(Math.max(0, order.indexOf(reached)))))
  }
  const span = typeof time === 'string' ? { at_least: time } : time
  const [least, below] = [windowMs(span?.at_least), windowMs(span?.below)]
  const before = (ms: number) => `${param(sqlTime(now - ms))}::timestamptz`
  if (least !== null) parts.push(`s.since <= ${before(least)}`)
  if (below !== null) parts.push(`s.since > ${before(below)}`)
  if (was !== undefined) {
    // Who has entered a stage stands somewhere: a position is there.
    parts.push(`exists (select from transitions t where t.contact_id = c.id and t.bucket = c.bucket and t.track = s.track
      and t.to_stage = any(${param([was].flat())}::text[]) and t.voided_by is null
      ${since === 'cycle' ? 'and t.cycle = s.cycle' : ''})`)
  }
  return positionSql(track, parts.join(' and '), context)
}

const isList = (settings: unknown): settings is readonly string[] => Array.isArray(settings)

function positionSql(track: Program['tracks'][number] | undefined, asked: string, { param }: Context): string | null {
  if (track === undefined) return null
  return `exists (select from positions s where s.contact_id = c.id and s.bucket = c.bucket
    and s.track = ${param(track.key)} and ${asked})`
}
