import { isObject } from '../../domain/json.ts'
import { joined, list, plain, quoted, type Values } from './phrases.ts'

/** What happened, in a sentence without its subject: "Viewed /pricing". The values are the event's data, and its name. */
export const eventWords = {
  'event.page': ({ name, path, title, url }: Values) => `Viewed ${plain(path ?? url ?? title ?? name) || 'a page'}`,
  'event.screen': ({ name }: Values) => `Opened ${named(name, 'a screen')}`,
  'event.track': ({ name }: Values) => plain(name),
  'event.traits': ({ set, by, splitFrom, splitInto }: Values) =>
    splitFrom !== undefined
      ? `${actor(by)} took it out of another contact`
      : splitInto !== undefined
        ? `${actor(by)} took out of it what is another person’s`
        : by === undefined
          ? traits(set)
          : byHand(by, set),
  'event.conversion': ({ name, path }: Values) =>
    `Gave its details at ${named(name, 'a form')}${path === undefined || path === null ? '' : ` on ${plain(path)}`}`,
  'event.subscription': ({ name, on }: Values) =>
    `${on === false ? 'Unsubscribed from' : 'Subscribed to'} ${quoted(name)}`,
  'event.communication': (values: Values) => communication(values),
  'event.opportunity': ({ name, state, amount, currency, reason }: Values) =>
    `Deal ${quoted(name)} ${dealStates[String(state)] ?? 'changed'}${
      amount === undefined || amount === null ? '' : `, ${[amount, currency ?? ''].join(' ').trim()}`
    }${reason === undefined || reason === null ? '' : ` (${plain(reason)})`}`,
  'event.answer': ({ name, values }: Values) =>
    `Answered ${questions(isObject(values) ? Object.keys(values).length : 0)} of the checklist ${quoted(name)}`,
  'event.handoff': ({ name, state, reason }: Values) =>
    `Handoff ${quoted(name)} ${plain(state)}${reason === undefined || reason === null ? '' : ` (${plain(reason)})`}`,
  'event.ruling': ({ name, reason, force }: Values) =>
    `A person moved it to ${plain(name)}${force === true ? ' against the lifecycle' : ''}${
      reason === undefined || reason === null ? '' : ` (${plain(reason)})`
    }`,
  'event.asserted': ({ name, by, undated }: Values) =>
    `${by === 'import' ? 'A file' : 'Another system'} said that it was in ${plain(name)}${undated === true ? ', not since when' : ''}`,
  'event.membership': ({ account }: Values) =>
    account === undefined || account === null ? 'Left its account' : 'Joined an account',
  'event.merge': ({ undo, survivor }: Values) =>
    undo === true
      ? 'A duplicate was taken out again'
      : survivor === false
        ? 'Was joined to another row of the same person'
        : 'A duplicate of the same person was joined',
  'event.void': ({ import: file, to, reason }: Values) =>
    file !== undefined
      ? 'An import was undone: what it had said is left out'
      : `The move to ${plain(to)} was declared a mistake${reason === undefined || reason === null ? '' : ` (${plain(reason)})`}`,
  'event.erase': () => 'Asked to be forgotten',
} as const satisfies Record<string, (values: Values) => string>

const dealStates: Readonly<Record<string, string>> = { open: 'is open', won: 'was won', lost: 'was lost' }

const named = (name: Values[string] | undefined, otherwise: string): string =>
  name === undefined || name === null || name === '' ? otherwise : quoted(name)

const questions = (count: number): string => (count === 1 ? 'one question' : `${count} questions`)

/** Who did something by hand, at the beginning of a sentence. */
const actor = (by: Values[string] | undefined): string =>
  isObject(by) && typeof by['name'] === 'string' ? by['name'] : isObject(by) && 'key' in by ? 'An API key' : 'Somebody'

function byHand(by: Values[string] | undefined, set: Values[string] | undefined): string {
  const names = isObject(set) ? Object.keys(set) : []
  if (names.length === 0) return `${actor(by)} added what it is named by`
  const removed = isObject(set) ? names.filter((name) => set[name] === null) : []
  const changed = names.filter((name) => !removed.includes(name))
  const parts = [
    ...(changed.length === 0 ? [] : [`set ${joined(few(changed), 'and')}`]),
    ...(removed.length === 0 ? [] : [`removed ${joined(few(removed), 'and')}`]),
  ]
  return `${actor(by)} ${parts.join(' and ')}`
}

const few = (names: readonly string[]): readonly string[] =>
  names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names

function traits(set: Values[string] | undefined): string {
  const names = isObject(set) ? Object.keys(set) : []
  if (names.length === 0) return 'Gave facts about itself'
  return `Told ${joined(few(names), 'and')}`
}

const media: Readonly<Record<string, readonly [out: string, into: string]>> = {
  email: ['We wrote an e-mail', 'Wrote an e-mail'],
  call: ['We called', 'Called'],
  meeting: ['We met', 'Met us'],
  chat: ['We chatted', 'Chatted with us'],
  letter: ['We wrote a letter', 'Wrote a letter'],
}

function communication({ name, medium, direction, outcome, automated }: Values): string {
  const words = media[String(medium)]
  const what = words === undefined ? 'Communication' : words[direction === 'in' ? 1 : 0]
  const details = [...list(name === '' ? null : name), ...list(outcome)].map(String)
  return `${what}${automated === true ? ' automatically' : ''}${details.length === 0 ? '' : `: ${details.join(', ')}`}`
}
