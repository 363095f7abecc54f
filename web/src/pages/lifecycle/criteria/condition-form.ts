import type { Field } from '../fields/field.ts'
import { isListValue, isMapValue, type Value, type ValueMap } from '../model/value.ts'

/** How each comparison of a value is edited, in the order in which they are offered. */
export const operators: Readonly<Record<string, Field>> = {
  is: { as: 'scalar' },
  not: { as: 'scalar' },
  any_of: { as: 'names' },
  none_of: { as: 'names' },
  contains: { as: 'text' },
  starts: { as: 'text' },
  ends: { as: 'text' },
  matches: { as: 'text' },
  at_least: { as: 'number' },
  more_than: { as: 'number' },
  at_most: { as: 'number' },
  below: { as: 'number' },
  between: { as: 'comparison' },
  exists: { as: 'switch' },
  in_list: { as: 'reference', kind: 'list' },
  not_in_list: { as: 'reference', kind: 'list' },
  before: { as: 'date' },
  after: { as: 'date' },
  within_last: { as: 'duration', working: false },
  within_next: { as: 'duration', working: false },
  past: { as: 'switch' },
}

/** What a comparison says before anybody filled it in. */
export function freshOperand(operator: string): Value {
  switch (operators[operator]?.as) {
    case 'number':
      return 1
    case 'comparison':
      return [0, 100]
    case 'switch':
      return true
    case 'names':
      return []
    case 'duration':
      return '30d'
    default:
      return ''
  }
}

/** A condition on a value as comparisons that must all hold. */
export function readCondition(value: Value | undefined): ValueMap {
  if (value === undefined) return { is: '' }
  if (isMapValue(value)) return value
  return isListValue(value) ? { any_of: value } : { is: value }
}

/** As short as it was: a plain value, or a list, where nothing more is said. */
export function writeCondition(comparisons: ValueMap, before: Value | undefined): Value {
  const [only, ...others] = Object.entries(comparisons)
  if (only === undefined) return ''
  const [operator, operand] = only
  if (others.length > 0 || isMapValue(before)) return comparisons
  if (operator === 'is') return operand
  return operator === 'any_of' && isListValue(operand) && operand.length > 0 ? operand : comparisons
}

/** What somebody typed, as the value that it most likely means. */
export function typedScalar(text: string, before: Value | undefined): Value {
  if (typeof before === 'string' && before !== '' && /^-?\d/.test(before)) return text
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return Number(text)
  return text === 'true' ? true : text === 'false' ? false : text === 'null' ? null : text
}
