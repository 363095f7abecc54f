import { sayConditions } from '../contract/messages/differences-en.ts'
import type { CriteriaSaid } from '../contract/say-criteria.ts'
import { AppError } from '../domain/app-error.ts'
import type { Json } from '../domain/json.ts'
import { saidTree } from '../domain/lifecycle/criteria-differences.ts'

/** Levels of JSON; what is deeper is refused wherever it is asked. */
const DEEPEST = 120

/** Criteria in words, whether or not the lifecycle in force knows what they name. */
export function sayCriteria(text: string): CriteriaSaid {
  const criteria = readJson(text)
  if (depthOf(criteria) > DEEPEST) throw new AppError('invalid', '`where` is nested deeper than anybody can read.')
  const [joint, parts] = partsOf(criteria)
  return { joint, parts: parts.map((part) => sayConditions(saidTree(part) as unknown as Json)) }
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    throw new AppError('invalid', `\`where\` is no JSON: ${(error as Error).message}.`)
  }
}

function partsOf(criteria: Json): [CriteriaSaid['joint'], readonly Json[]] {
  const [entry, ...others] = typeof criteria === 'object' && criteria !== null ? Object.entries(criteria) : []
  if (entry === undefined) return ['all', []]
  const [key, value] = entry
  return (key === 'all' || key === 'any') && others.length === 0 && Array.isArray(value)
    ? [key, value]
    : ['all', [criteria]]
}

/** Without calling itself: what is asked may be as deep as its text is long. */
function depthOf(criteria: Json): number {
  let depth = 0
  let level: readonly Json[] = [criteria]
  while (level.length > 0) {
    depth += 1
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as Json[]) : [],
    )
  }
  return depth
}
