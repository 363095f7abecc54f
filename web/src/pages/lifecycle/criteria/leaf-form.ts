import type { Field } from '../fields/field.ts'
import { isListValue, isMapValue, type Value, type ValueMap } from '../model/value.ts'

/** The settings of a condition in their longest form: one key for each thing that can be said. */
export type Settings = { readonly [key: string]: Value }

export interface LeafField {
  readonly key: string
  readonly field: Field
  /** Always in sight; others are added when they are wanted. */
  readonly always?: boolean
}

/** How one kind of condition is read and edited. */
export interface LeafForm {
  /** The key of the condition; one that ends in a dot goes before the name of a trait. */
  readonly key: string
  readonly fields: readonly LeafField[]
  /** What a new one says. */
  readonly fresh: Value
  read(given: Value): Settings
  /** As short as it can be said, but not in another form than it had. */
  write(settings: Settings, before: Value): Value
}

/** Settings without empty lists. */
export const given = (settings: Settings): ValueMap =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => !(isListValue(value) && value.length === 0)))
export const listOf = (value: Value | undefined): readonly Value[] =>
  value === undefined ? [] : isListValue(value) ? value : [value]
/** A list of one only where it was one. */
export const likeBefore = (values: readonly Value[], before: Value): Value =>
  isListValue(before) && before.length === 1 ? values : oneOrMore(values)
export const oneOrMore = (values: readonly Value[]): Value => (values.length === 1 ? (values[0] ?? '') : values)

/** One value or several of them, and nothing else. */
export function several(key: string, field: Field, fresh: Value): LeafForm {
  return {
    key,
    fields: [{ key: 'values', field, always: true }],
    fresh,
    read: (value) => ({ values: listOf(value) }),
    write: ({ values = [] }, before) => likeBefore(listOf(values), before),
  }
}

/** One of some values, or one at least. */
export function graded(key: string, options: readonly string[]): LeafForm {
  return {
    key,
    fields: [
      { key: 'at_least', field: { as: 'choice', options } },
      { key: 'values', field: { as: 'choices', options } },
    ],
    fresh: { at_least: options[Math.floor(options.length / 2)] ?? '' },
    read: (value) => (isMapValue(value) ? value : { values: listOf(value) }),
    // What was said last counts: either one at least, or some.
    write: ({ at_least, values }, before) =>
      isMapValue(before) && values !== undefined && listOf(values).length > 0
        ? oneOrMore(listOf(values))
        : at_least !== undefined
          ? { at_least }
          : oneOrMore(listOf(values)),
  }
}

/** A short form that means one key of the longest. */
export function shortened(
  key: string,
  short: string,
  fields: readonly LeafField[],
  fresh: Value,
  { isList = true, mayBeList = true }: { readonly isList?: boolean; readonly mayBeList?: boolean } = {},
): LeafForm {
  return {
    key,
    fields,
    fresh,
    read: (value) => (isMapValue(value) ? value : { [short]: isList ? listOf(value) : value }),
    write(settings, before) {
      const said = given(settings)
      const only = Object.keys(said).join() === short ? said[short] : undefined
      if (only !== undefined && !isMapValue(only) && (mayBeList || listOf(only).length === 1))
        return likeBefore(listOf(only), before)
      return Object.fromEntries(
        Object.entries(said).map(([one, value]) => [
          one,
          thinned(one, value, isMapValue(before) ? before[one] : undefined),
        ]),
      )
    },
  }
}

/** A list of one is written as the one, save where only a list may be. */
export const thinned = (key: string, value: Value, before?: Value): Value =>
  isListValue(value) &&
  value.length === 1 &&
  !(isListValue(before) && before.length === 1) &&
  key !== 'any_of' &&
  key !== 'questions' &&
  key !== 'gives'
    ? (value[0] ?? '')
    : value

/** The settings as they are are what is edited. */
export const whole = (key: string, field: Field, fresh: Value): LeafForm => ({
  key,
  fields: [{ key: 'value', field, always: true }],
  fresh,
  read: (value) => ({ value }),
  write: ({ value = '' }) => value,
})
