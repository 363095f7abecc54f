import { isObject, type Json, type JsonObject } from '../../domain/json.ts'

/** What a sentence is made from: the values of its message. */
export type Values = JsonObject

export function list(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value as Json]
}

/** A value as one reads it: text in quotes, numbers in groups of three. */
export function shown(value: Json | undefined): string {
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 6 })
  if (typeof value === 'string') return `“${value}”`
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value === undefined || value === null ? 'nothing' : JSON.stringify(value)
}

/** `a`, `a or b`, `a, b or c`. */
export function joined(words: readonly string[], last = 'or'): string {
  if (words.length < 2) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

/** Keys and other words of the document, without quotes. */
export function plain(value: Json | undefined, last = 'or'): string {
  return joined(list(value).map(String), last)
}

export function quoted(value: Json | undefined, last = 'or'): string {
  return joined(list(value).map(shown), last)
}

const units: Readonly<Record<string, string>> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  wh: 'working hour',
  wd: 'working day',
}

/** `30d` as "30 days". */
export function stretch(text: Json | undefined): string {
  const [, amount, unit] = /^([\d.]+)([a-z]+)$/.exec(String(text ?? '')) ?? []
  const word = units[unit ?? '']
  return amount === undefined || word === undefined
    ? String(text ?? '')
    : `${amount} ${word}${amount === '1' ? '' : 's'}`
}

const range = (value: Json): string => `between ${shown(list(value)[0])} and ${shown(list(value)[1])}`

/** Comparisons of a number without a verb: "at least 50", "more than 3 and below 9". */
export function amounts(comparisons: Json | undefined): string {
  if (!isObject(comparisons)) return ''
  const words: Readonly<Record<string, string>> = {
    at_least: 'at least',
    more_than: 'more than',
    at_most: 'at most',
    below: 'below',
  }
  const parts = Object.entries(comparisons).flatMap(([operator, wanted]) => {
    if (operator === 'between') return [range(wanted)]
    const word = words[operator]
    return word === undefined ? [] : [`${word} ${shown(wanted)}`]
  })
  return joined(parts, 'and')
}

const comparisonWords: Readonly<Record<string, (wanted: Json) => string>> = {
  is: (wanted) => (wanted === null ? 'is empty' : `is ${shown(wanted)}`),
  not: (wanted) => (wanted === null ? 'is not empty' : `is not ${shown(wanted)}`),
  any_of: (wanted) => `is ${quoted(wanted)}`,
  none_of: (wanted) => (list(wanted).length === 1 ? `is not ${quoted(wanted)}` : `is neither ${quoted(wanted, 'nor')}`),
  in_list: (wanted) => `is in the list ${plain(wanted)}`,
  not_in_list: (wanted) => `is not in the list ${plain(wanted)}`,
  at_least: (wanted) => `is at least ${shown(wanted)}`,
  at_most: (wanted) => `is at most ${shown(wanted)}`,
  more_than: (wanted) => `is more than ${shown(wanted)}`,
  below: (wanted) => `is below ${shown(wanted)}`,
  between: (wanted) => `is ${range(wanted)}`,
  starts: (wanted) => `starts with ${shown(wanted)}`,
  ends: (wanted) => `ends with ${shown(wanted)}`,
  contains: (wanted) => `contains ${shown(wanted)}`,
  matches: (wanted) => `matches ${plain(wanted)}`,
  exists: (wanted) => (wanted === true ? 'is known' : 'is not known'),
  before: (wanted) => `is before ${plain(wanted)}`,
  after: (wanted) => `is ${plain(wanted)} or later`,
  within_last: (wanted) => `lies within the last ${stretch(wanted)}`,
  within_next: (wanted) => `lies within the next ${stretch(wanted)}`,
  past: (wanted) => (wanted === true ? 'is past' : 'is still to come'),
}

/** Comparisons by operator, or one plain value, or a list of values: "is at least 50 and is below 80". */
export function comparisons(given: Json | undefined): string {
  if (Array.isArray(given)) return `is ${quoted(given)}`
  if (!isObject(given)) return comparisonWords['is']?.(given ?? null) ?? ''
  return joined(
    Object.entries(given).map(
      ([operator, wanted]) => comparisonWords[operator]?.(wanted) ?? `${operator} ${shown(wanted)}`,
    ),
    'and',
  )
}

/** What follows the verb of a leaf on events: properties, how often, when. Each part begins with a space. */
export function evidence(values: Values): string {
  const where = isObject(values['where']) ? Object.entries(values['where']) : []
  const parts = [
    where.length === 0
      ? ''
      : `where ${joined(
          where.map(([path, condition]) => `${path} ${comparisons(condition)}`),
          'and',
        )}`,
    times(values['at_least'], values['at_most']),
    isObject(values['sum']) ? `with a total of ${shown(values['sum']['of'])} of ${amounts(values['sum'])}` : '',
    different(values['distinct']),
    when(values['within'], values['after']),
    values['by'] === 'human' ? 'as a person, not a machine' : '',
    values['since'] === 'ever' ? 'at any time' : values['since'] === 'entry' ? 'since it came into its stage' : '',
  ]
  return parts
    .filter((part) => part !== '')
    .map((part) => ` ${part}`)
    .join('')
}

function times(least: Json | undefined, most: Json | undefined): string {
  const word = (count: Json) => `${shown(count)} ${count === 1 ? 'time' : 'times'}`
  if (least !== undefined && most !== undefined) return `between ${shown(least)} and ${word(most)}`
  if (most !== undefined) return most === 0 ? 'not once' : `at most ${word(most)}`
  return least === undefined || least === 1 ? '' : `at least ${word(least)}`
}

function different(distinct: Json | undefined): string {
  if (!isObject(distinct)) return ''
  const least = shown(distinct['at_least'])
  return distinct['of'] === 'day'
    ? `on at least ${least} different days`
    : `with at least ${least} different values of ${shown(distinct['of'])}`
}

function when(within: Json | undefined, after: Json | undefined): string {
  if (after === undefined) return within === undefined ? '' : `within ${stretch(within)}`
  return within === undefined ? `after ${shown(after)}` : `within ${stretch(within)} after ${shown(after)}`
}
