import { isObject, type Json } from '../../domain/json.ts'
import { amounts, comparisons, evidence, joined, list, plain, quoted, shown, stretch, type Values } from './phrases.ts'

/** Sentences of the criteria, without their subject: "did “Content Downloaded” at least 2 times within 30 days". */
export const criteriaWords = {
  'criteria.event': (values: Values) => `did ${quoted(values['names'])}${evidence(values)}`,
  'criteria.event.absent': (values: Values) => `did not do ${quoted(values['names'])}${evidence(values)}`,
  'criteria.page': (values: Values) => `viewed ${pages(values)}${evidence(values)}`,
  'criteria.page.absent': (values: Values) => `did not view ${pages(values)}${evidence(values)}`,
  'criteria.converted': (values: Values) => `${conversion('gave its details', values)}${evidence(values)}`,
  'criteria.converted.absent': (values: Values) =>
    `${conversion('did not give its details', values)}${evidence(values)}`,
  'criteria.subscribed': ({ lists }: Values) => `is subscribed to ${quoted(lists)}`,
  'criteria.trait': ({ trait, comparisons: given }: Values) => `${plain(trait)} ${comparisons(given)}`,
  'criteria.account_trait': ({ trait, comparisons: given }: Values) =>
    `the account’s ${plain(trait)} ${comparisons(given)}`,
  'criteria.email_kind': ({ kinds }: Values) =>
    `has ${joined(list(kinds).map((kind) => addresses[String(kind)] ?? String(kind)))}`,
  'criteria.score': ({ scores }: Values) =>
    isObject(scores)
      ? joined(
          Object.entries(scores).map(([name, given]) => `the ${name} score is ${amounts(given)}`),
          'and',
        )
      : '',
  'criteria.fit': ({ at_least: least, letters }: Values) =>
    least === undefined ? `fit is ${plain(letters)}` : `fit is ${plain(least)} or better`,
  'criteria.grade': ({ at_least: least, grades }: Values) =>
    least === undefined ? `the grade is ${plain(grades)}` : `the grade is ${plain(least)} or better`,
  'criteria.stage': (values: Values) => stage(values),
  'criteria.idle': ({ at_least: least }: Values) => `has done nothing for ${stretch(least)}`,
  'criteria.opportunity': (values: Values) => `has ${deal(values)}`,
  'criteria.account_opportunity': (values: Values) => `the account has ${deal(values)}`,
  'criteria.account_did': (values: Values) =>
    `${peopleOf(values['people'])} of the account did ${quoted(values['names'])}${evidence(values).replace(/ times?/, (word) => (values['people'] === undefined || values['people'] === 1 ? word : `${word} each`))}`,
  'criteria.account_people': ({ people, reached, within }: Values) =>
    `${peopleOf(people)} of the account ${people === undefined || people === 1 ? 'is' : 'are'} in ${plain(reached)} or beyond${within === undefined ? '' : `, having come that far within ${stretch(within)}`}`,
  'criteria.reason': ({ reasons }: Values) => `the reason for its stage is ${quoted(reasons)}`,
  'criteria.checklist': ({ checklist, questions }: Values) =>
    questions === undefined
      ? `every question of the checklist ${quoted(checklist)} is answered`
      : `${quoted(questions, 'and')} of the checklist ${quoted(checklist)} ${list(questions).length === 1 ? 'is' : 'are'} answered`,
  'criteria.imported': () => 'came by an import that named no stage',
  'criteria.source': ({ which, conditions }: Values) => sources(plain(which), conditions),
  'criteria.origin': ({ origins }: Values) => `came to us as ${plain(origins)}`,
  'criteria.known': ({ ways }: Values) =>
    `is known by ${joined(list(ways).map((way) => names[String(way)] ?? String(way)))}`,
  'criteria.level': ({ levels }: Values) => `has the level ${plain(levels)}`,
  'criteria.handoff': ({ states }: Values) =>
    joined(list(states).map((state) => handoffs[String(state)] ?? `the handoff is ${String(state)}`)),
  'criteria.named': ({ names: wanted }: Values) => `is ${quoted(wanted)}`,
  'criteria.segment': ({ segment }: Values) => `is in the segment ${quoted(segment)}`,
} as const satisfies Record<string, (values: Values) => string>

const addresses: Readonly<Record<string, string>> = {
  free: 'an address of a free mail service',
  disposable: 'a throw-away address',
  role: 'a shared address such as info@',
  education: 'an address of a school or university',
  provider: 'an address of an internet provider',
  corporate: 'a company address',
}

const names: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  phone: 'a phone number',
  user: 'a user account',
}

const handoffs: Readonly<Record<string, string>> = {
  none: 'there was no handoff',
  waiting: 'the handoff waits to be accepted',
  accepted: 'the handoff was accepted',
  rejected: 'the handoff was rejected',
  recycled: 'the handoff was given back',
  closed: 'the handoff is closed',
}

function peopleOf(people: Json | undefined): string {
  return people === undefined || people === 1 ? 'somebody' : `at least ${shown(people)} people`
}

function pages({ page, where }: Values): string {
  if (page !== undefined) return `the page ${plain(page)}`
  return where === undefined ? 'any page' : 'a page'
}

function conversion(verb: string, { names: points, offer, gives }: Values): string {
  const at = list(points).length === 0 ? '' : ` at ${quoted(points)}`
  const level =
    offer === undefined ? '' : ` for ${offer === 'middle' ? 'a middle' : `a ${plain(offer)}`}-of-funnel offer`
  return `${verb}${at}${level}${fields(gives)}`
}

function fields(gives: Json | undefined): string {
  if (gives === undefined) return ''
  if (Array.isArray(gives)) return `, with ${plain(gives, 'and')}`
  if (!isObject(gives)) return ''
  return gives['any_of'] === undefined
    ? `, with more than ${plain(gives['more_than'], 'and')}`
    : `, with ${plain(gives['any_of'])}`
}

function stage({ present, was, since, reached, at_least: least, below, track }: Values): string {
  const time = [
    least === undefined ? '' : `for at least ${stretch(least)}`,
    below === undefined ? '' : `for less than ${stretch(below)}`,
  ]
  const long = joined(
    time.filter((part) => part !== ''),
    'and',
  )
  const parts = [
    present === undefined ? '' : `is in ${plain(present)}`,
    reached === undefined ? '' : `is in ${plain(reached)} or beyond`,
    was === undefined ? '' : `has been in ${plain(was)}${since === 'cycle' ? ' in this cycle' : ''}`,
    long !== '' && present === undefined && reached === undefined ? `has been in its stage ${long}` : '',
  ]
  const place = joined(
    parts.filter((part) => part !== ''),
    'and',
  )
  const rest = long !== '' && (present !== undefined || reached !== undefined) ? ` ${long}` : ''
  return `${place}${rest}${track === undefined ? '' : ` on the track ${plain(track)}`}`
}

function deal({ kinds, states, amount, since }: Values): string {
  const state = plain(states)
  const kind = list(kinds).includes('any') ? '' : plain(kinds) === 'new' ? '' : ` of the kind ${plain(kinds)}`
  const words = `${state === '' || state.startsWith('open') ? 'an' : 'a'} ${state === '' ? '' : `${state} `}opportunity`
  return `${words}${kind}${amount === undefined ? '' : ` of ${amounts(amount)}`}${since === 'ever' ? ' at any time' : ''}`
}

function sources(which: string, conditions: Json | undefined): string {
  if (!isObject(conditions)) return ''
  return joined(
    Object.entries(conditions).map(([part, given]) => `the ${which} ${part} ${comparisons(given)}`),
    'and',
  )
}
