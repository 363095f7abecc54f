import type { ConditionSettings } from '../../domain/criteria/condition.ts'

/** Adds a parameter; gives its place in the statement. */
export type Param = (value: unknown) => string

type Scalar = string | number | boolean | null

/** Letters other than those of ASCII are made small by PostgreSQL's rules, which differ between servers and from ours. */
const ASCII = /^[ -~\t\r\n]*$/

/** A text in small letters, as far as texts of ASCII can be part of it: two further letters become such when they are made small. */
function small(text: string): string {
  return `lower(replace(replace(${text}, U&'\\212A', 'k'), U&'\\0130', U&'i\\0307') collate "C")`
}

const textOf = (value: string) => `(${value} #>> '{}')`

/**
 * Asks a condition of a JSON value (`null` where there is none) in SQL, with the answer that the condition itself gives; never null.
 * Null where SQL has no such question.
 */
export function conditionSql(value: string, settings: ConditionSettings, param: Param): string | null {
  const given = Array.isArray(settings)
    ? { any_of: settings }
    : typeof settings === 'object' && settings !== null
      ? settings
      : { is: settings }
  const parts: string[] = []
  for (const [operator, wanted] of Object.entries(given)) {
    if (wanted === undefined) continue
    const part = operatorSql(value, operator, wanted, param)
    if (part === null) return null
    parts.push(part)
  }
  return parts.length === 0 ? null : `(${parts.join(' and ')})`
}

function operatorSql(value: string, operator: string, wanted: unknown, param: Param): string | null {
  const not = (part: string | null) => (part === null ? null : `not ${part}`)
  switch (operator) {
    case 'is':
      return anyOf(value, [wanted as Scalar], param)
    case 'not':
      return not(anyOf(value, [wanted as Scalar], param))
    case 'any_of':
      return anyOf(value, wanted as Scalar[], param)
    case 'none_of':
      return not(anyOf(value, wanted as Scalar[], param))
    case 'exists': {
      const there = `coalesce(${value} not in ('null', '""'), false)`
      return wanted === true ? there : `not ${there}`
    }
    case 'starts':
    case 'ends':
    case 'contains':
      return someText(value, operator, String(wanted).toLowerCase(), param)
    default:
      return numberSql(value, operator, wanted, param)
  }
}

const comparisons: Readonly<Record<string, string>> = { at_least: '>=', at_most: '<=', more_than: '>', below: '<' }

function numberSql(value: string, operator: string, wanted: unknown, param: Param): string | null {
  const number = (bound: unknown) => `${param(bound)}::double precision`
  if (operator === 'between' && Array.isArray(wanted))
    return `coalesce(number_of(${value}) between ${number(wanted[0])} and ${number(wanted[1])}, false)`
  const sign = comparisons[operator]
  return sign === undefined ? null : `coalesce(number_of(${value}) ${sign} ${number(wanted)}, false)`
}

/** One of some values: of a list, any of its entries. */
function anyOf(value: string, wanted: readonly Scalar[], param: Param): string | null {
  const one = sameAs(value, wanted, param)
  const entry = sameAs('e.value', wanted, param)
  if (one === null || entry === null) return null
  return `case when jsonb_typeof(${value}) = 'array'
    then exists (select from jsonb_array_elements(${value}) e(value) where ${entry}) else ${one} end`
}

function sameAs(value: string, wanted: readonly Scalar[], param: Param): string | null {
  const texts: string[] = []
  const parts: string[] = []
  for (const one of wanted) {
    if (one === null) parts.push(`coalesce(${value} = 'null', true)`)
    else if (typeof one === 'number')
      parts.push(`coalesce(number_of(${value}) = ${param(one)}::double precision, false)`)
    else if (typeof one === 'boolean') texts.push(String(one))
    else {
      const text = one.toLowerCase()
      if (!ASCII.test(text)) return null
      texts.push(text)
      // A number says the same as the text that is written like it.
      if (String(Number(text)).toLowerCase() === text && Number.isFinite(Number(text)))
        parts.push(
          `coalesce(jsonb_typeof(${value}) = 'number' and number_of(${value}) = ${param(Number(text))}::double precision, false)`,
        )
    }
  }
  if (texts.length > 0)
    parts.push(
      `coalesce(jsonb_typeof(${value}) in ('string', 'boolean') and ${small(textOf(value))} = any(${param(texts)}::text[]), false)`,
    )
  return `(${parts.join(' or ')})`
}

function someText(
  value: string,
  operator: 'starts' | 'ends' | 'contains',
  wanted: string,
  param: Param,
): string | null {
  if (!ASCII.test(wanted)) return null
  const asked = `${param(wanted)}::text`
  const of = (one: string) => {
    const text = small(textOf(one))
    const fits = {
      starts: `starts_with(${text}, ${asked})`,
      ends: `right(${text}, length(${asked})) = ${asked}`,
      contains: `strpos(${text}, ${asked}) > 0`,
    }
    return `coalesce(jsonb_typeof(${one}) = 'string' and ${fits[operator]}, false)`
  }
  return `case when jsonb_typeof(${value}) = 'array'
    then exists (select from jsonb_array_elements(${value}) e(value) where ${of('e.value')}) else ${of(value)} end`
}
