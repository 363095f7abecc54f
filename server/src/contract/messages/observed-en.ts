import { isObject, type Json } from '../../domain/json.ts'
import { joined, list, shown, type Values } from './phrases.ts'

/** What conditions found, where the value alone does not say it: after "found". */
export const observedWords = {
  'observed.deals': ({ deals }: Values) =>
    joined(
      list(deals).map((one) => deal(one)),
      'and',
    ),
  'observed.people': ({ people }: Values) =>
    typeof people === 'number' ? `${shown(people)} ${people === 1 ? 'person' : 'people'}` : 'fewer people',
  'observed.checklist': ({ answered, of }: Values) => `${shown(answered)} of ${shown(of)} questions answered`,
} as const satisfies Record<string, (values: Values) => string>

const states: Readonly<Record<string, string>> = { open: 'is open', won: 'was won', lost: 'was lost' }

function deal(given: Json): string {
  if (!isObject(given)) return shown(given)
  const { id, kind, state, amount, at } = given
  const day =
    typeof at === 'number' ? ` ${state === 'open' ? 'since' : 'on'} ${new Date(at).toISOString().slice(0, 10)}` : ''
  const what = kind === 'new' || typeof kind !== 'string' ? 'deal' : `${kind} deal`
  const worth = typeof amount === 'number' ? ` of ${shown(amount)}` : ''
  return `${what} ${shown(id)}${worth} ${states[String(state)] ?? String(state)}${day}`
}
