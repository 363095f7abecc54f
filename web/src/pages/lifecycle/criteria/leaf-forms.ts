import { isListValue, isMapValue } from '../model/value.ts'
import {
  given,
  graded,
  type LeafField,
  type LeafForm,
  likeBefore,
  listOf,
  oneOrMore,
  several,
  shortened,
  thinned,
  whole,
} from './leaf-form.ts'

const evidence: readonly LeafField[] = [
  { key: 'at_least', field: { as: 'number' } },
  { key: 'at_most', field: { as: 'number' } },
  { key: 'within', field: { as: 'duration', working: false } },
  { key: 'where', field: { as: 'where' } },
  { key: 'since', field: { as: 'choice', options: ['cycle', 'entry', 'ever'] } },
  { key: 'after', field: { as: 'text', suggest: 'events' } },
  { key: 'by', field: { as: 'choice', options: ['human', 'anyone'] } },
  { key: 'sum', field: { as: 'sum' } },
  { key: 'distinct', field: { as: 'distinct' } },
  { key: 'track', field: { as: 'reference', kind: 'track' } },
]

const did: LeafForm = {
  key: 'did',
  fields: [{ key: 'names', field: { as: 'names', suggest: 'events' }, always: true }, ...evidence],
  fresh: [],
  read(value) {
    if (!isMapValue(value)) return { names: listOf(value) }
    const { event, any_of, ...rest } = value
    return { names: [...listOf(event), ...listOf(any_of)], ...rest }
  },
  write({ names, ...rest }, before) {
    const all = listOf(names)
    const more = given(rest)
    const wasOne = isMapValue(before) && listOf(before['event'] ?? before['any_of']).length === 1
    const isShort = Object.keys(more).length === 0 && !wasOne && (all.length <= 1 || isListValue(before))
    if (isShort) return likeBefore(all, before)
    const isList = all.length !== 1 || (isMapValue(before) && before['any_of'] !== undefined)
    return isList ? { any_of: all, ...more } : { event: all[0] ?? '', ...more }
  },
}

const accountDid: LeafForm = {
  ...did,
  key: 'account.did',
  fields: [
    { key: 'names', field: { as: 'names', suggest: 'events' }, always: true },
    { key: 'people', field: { as: 'number' }, always: true },
    ...evidence.filter(({ key }) => ['at_least', 'within', 'where', 'after', 'by'].includes(key)),
  ],
  fresh: { event: '', people: 2 },
  write(settings, before) {
    const written = did.write(settings, before)
    return isListValue(written) ? { any_of: written } : written
  },
}

const accountPeople: LeafForm = {
  key: 'account.people',
  fields: [
    { key: 'people', field: { as: 'number' }, always: true },
    { key: 'reached', field: { as: 'reference', kind: 'stage' }, always: true },
    { key: 'within', field: { as: 'duration', working: false } },
  ],
  fresh: { reached: '', people: 2 },
  read: (value) => (isMapValue(value) ? value : {}),
  write: (settings) => given(settings),
}

const page: LeafForm = {
  key: 'page',
  fields: [{ key: 'path', field: { as: 'condition' }, always: true }, ...evidence],
  fresh: '/',
  read: (value) => (isMapValue(value) ? value : { path: value }),
  write(settings, before) {
    const said = given(settings)
    return Object.keys(said).join() === 'path' && typeof said['path'] === 'string' && !isMapValue(before)
      ? said['path']
      : said
  },
}

const converted: LeafForm = {
  key: 'converted',
  fields: [
    { key: 'point', field: { as: 'names', suggest: 'points', orOne: true }, always: true },
    { key: 'offer', field: { as: 'choice', options: ['top', 'middle', 'bottom'] } },
    { key: 'gives', field: { as: 'gives' } },
    ...evidence,
  ],
  fresh: 'any',
  read: (value) => (isMapValue(value) ? value : value === true || value === 'any' ? {} : { point: listOf(value) }),
  write(settings, before) {
    const said = given(settings)
    if (Object.keys(said).length === 0) return before === true ? true : 'any'
    if (Object.keys(said).join() === 'point' && !isMapValue(before)) return oneOrMore(listOf(said['point']))
    return Object.fromEntries(
      Object.entries(said).map(([key, value]) => [key, key === 'point' ? thinned(key, value) : value]),
    )
  },
}

const score: LeafForm = {
  key: 'score',
  fields: [{ key: 'scores', field: { as: 'comparisons' }, always: true }],
  fresh: { engagement: { at_least: 50 } },
  read: (value) => ({ scores: value }),
  write: ({ scores = {} }) => scores,
}

const deal: readonly LeafField[] = [
  { key: 'state', field: { as: 'choices', options: ['open', 'won', 'lost'] }, always: true },
  { key: 'kind', field: { as: 'choices', options: ['new', 'expansion', 'renewal', 'partner', 'any'] } },
  { key: 'amount', field: { as: 'comparison' } },
  { key: 'since', field: { as: 'choice', options: ['cycle', 'ever'] } },
]

const kinds = ['free', 'disposable', 'role', 'education', 'provider', 'corporate']
const origins = ['inbound', 'outbound', 'partner', 'product', 'event', 'referral', 'import']
const handoffStates = ['none', 'waiting', 'accepted', 'rejected', 'recycled', 'closed']
const grades = ['A', 'B', 'C', 'D'].flatMap((letter) => [1, 2, 3, 4].map((number) => `${letter}${number}`))

/** Every kind of condition, in the order in which they are offered. A test holds them against the schema. */
export const leafForms: readonly LeafForm[] = [
  did,
  page,
  converted,
  several('subscribed', { as: 'names', suggest: 'lists' }, 'newsletter'),
  score,
  graded('fit', ['A', 'B', 'C', 'D']),
  graded('grade', grades),
  several('is', { as: 'references', kind: 'define' }, []),
  whole('traits.', { as: 'condition' }, ''),
  accountDid,
  accountPeople,
  whole('account.', { as: 'condition' }, { at_least: 50 }),
  several('email', { as: 'choices', options: kinds }, 'corporate'),
  { ...several('known', { as: 'choices', options: ['email', 'phone', 'user'] }, true), ...knownForm() },
  shortened('opportunity', 'state', deal, 'open', { mayBeList: false }),
  shortened('account.opportunity', 'state', deal, 'open', { mayBeList: false }),
  shortened(
    'stage',
    'is',
    [
      { key: 'is', field: { as: 'references', kind: 'stage' }, always: true },
      { key: 'any_of', field: { as: 'references', kind: 'stage' } },
      { key: 'was', field: { as: 'references', kind: 'stage' } },
      { key: 'since', field: { as: 'choice', options: ['ever', 'cycle'] } },
      { key: 'reached', field: { as: 'reference', kind: 'stage' } },
      { key: 'for', field: { as: 'span' } },
      { key: 'track', field: { as: 'reference', kind: 'track' } },
    ],
    [],
  ),
  several('level', { as: 'references', kind: 'level' }, []),
  several('reason', { as: 'names', suggest: 'reasons' }, []),
  several('handoff', { as: 'choices', options: handoffStates }, 'waiting'),
  shortened('idle', 'at_least', [{ key: 'at_least', field: { as: 'duration', working: false }, always: true }], '30d', {
    isList: false,
    mayBeList: false,
  }),
  shortened(
    'checklist',
    'key',
    [
      { key: 'key', field: { as: 'reference', kind: 'checklist' }, always: true },
      { key: 'questions', field: { as: 'names' } },
    ],
    '',
    { isList: false, mayBeList: false },
  ),
  shortened(
    'source',
    'is',
    [
      { key: 'is', field: { as: 'condition' }, always: true },
      { key: 'medium', field: { as: 'condition' } },
      { key: 'campaign', field: { as: 'condition' } },
      { key: 'which', field: { as: 'choice', options: ['original', 'latest'] } },
    ],
    '',
    { isList: false },
  ),
  several('origin', { as: 'choices', options: origins }, 'outbound'),
  whole('segment', { as: 'text', suggest: 'segments' }, ''),
  { key: 'imported', fields: [], fresh: true, read: () => ({}), write: () => true },
]

/** `true` means any way at all. */
function knownForm(): Pick<LeafForm, 'read' | 'write'> {
  return {
    read: (value) => ({ values: value === true ? [] : listOf(value) }),
    write: ({ values = [] }) => (listOf(values).length === 0 ? true : oneOrMore(listOf(values))),
  }
}

/** What stands for the entry into a stage, in the trigger of a handoff only. */
export const entersForm: LeafForm = whole('enters', { as: 'reference', kind: 'stage' }, '')

/** The form of a condition by its key, with what follows a prefix. */
export function findForm(key: string): { readonly form: LeafForm; readonly subject: string } | null {
  const exact = [...leafForms, entersForm].find((form) => form.key === key && !key.endsWith('.'))
  if (exact !== undefined) return { form: exact, subject: '' }
  const prefixed = leafForms.find((form) => form.key.endsWith('.') && key.startsWith(form.key))
  return prefixed === undefined ? null : { form: prefixed, subject: key.slice(prefixed.key.length) }
}
