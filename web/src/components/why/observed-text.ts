import { number } from '../../words/en.ts'
import { stretchText } from '../moment.ts'

/** What a condition found, as one reads it. */
export function observedText(kind: string, observed: unknown): string {
  if (kind === 'idle' && typeof observed === 'number') return stretchText(observed)
  return valueText(observed)
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return number(Math.floor(value * 100) / 100)
  if (typeof value === 'string') return `“${value}”`
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(valueText).join(', ')
  return Object.entries(value)
    .map(([key, part]) => `${key.replaceAll('_', ' ')} ${typeof part === 'string' ? part : valueText(part)}`)
    .join(', ')
}
