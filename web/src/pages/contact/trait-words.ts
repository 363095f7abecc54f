import { number } from '../../words/en.ts'

/** `firstName` and `first_name` as "First name". */
export function traitName(key: string): string {
  const words = key
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A trait as one reads it. */
export function traitText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return number(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return JSON.stringify(value)
}
