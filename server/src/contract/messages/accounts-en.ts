import { isObject, type Json } from '../../domain/json.ts'
import { joined, list, plain, quoted, shown, type Values } from './phrases.ts'

/** Sentences about accounts: why one stands where it does, and what was changed of it. */
export const accountWords = {
  'account.because_person': ({ name, roles, stage }: Values) =>
    `because ${plain(name)} (${joined(list(roles).map(String), 'and')}) is ${plain(stage)}`,
  'account.because_deal': ({ state }: Values) =>
    state === 'won' ? 'because a deal with it was won' : 'because a deal with it is open',
  'account.somebody': () => 'somebody',
  'account.changed.edited': ({ before, after }: Values) => edited(before, after),
  'account.changed.domain_added': ({ after }: Values) => `added the domain ${field(after, 'domain')}`,
  'account.changed.domain_removed': ({ before }: Values) => `removed the domain ${field(before, 'domain')}`,
  'account.changed.role_given': ({ after }: Values) => `gave ${field(after, 'name')} the role ${field(after, 'role')}`,
  'account.changed.role_taken': ({ after }: Values) =>
    `said that ${field(after, 'name')} has not the role ${field(after, 'role')}`,
  'account.changed.merged': ({ after }: Values) => `joined ${field(after, 'name')} to it`,
  'account.changed.parted': ({ after }: Values) => `parted ${field(after, 'name')} from it again`,
  'account.fault.domain': ({ domain }: Values) => `${quoted(domain)} is no domain of a company, such as acme.example.`,
  'account.fault.taken': ({ domain, name }: Values) =>
    `${quoted(domain)} belongs to ${plain(name)}. Join the two accounts, or remove it there first.`,
  'account.fault.last': () => 'An account keeps at least one domain or id: by these it is recognised.',
  'account.fault.parent': () => 'An account cannot stand above itself, nor below one of its own.',
  'account.fault.no_parent': () => 'There is no such account to stand above it.',
  'account.fault.role': ({ role, known }: Values) =>
    `The lifecycle has no role ${quoted(role)}.${list(known).length === 0 ? ' It names none yet: add `roles` to it.' : ` There are ${joined(list(known).map(String), 'and')}.`}`,
  'account.fault.person': () => 'This contact does not belong to the account.',
  'account.fault.same': () => 'This is the same account.',
  'account.fault.merged': () => 'One of the two is part of another account already.',
  'account.fault.not_merged': () => 'These two are not joined, or one of them was joined again since.',
} as const satisfies Record<string, (values: Values) => string>

function field(value: Json | undefined, key: string): string {
  return isObject(value) ? plain(value[key]) : ''
}

function edited(before: Json | undefined, after: Json | undefined): string {
  if (!isObject(after)) return 'changed it'
  const was = isObject(before) ? before : {}
  return joined(
    Object.entries(after).map(([key, value]) =>
      value === null
        ? `took ${key} away (${shown(was[key])})`
        : was[key] === undefined || was[key] === null
          ? `set ${key} to ${shown(value)}`
          : `changed ${key} from ${shown(was[key])} to ${shown(value)}`,
    ),
    'and',
  )
}
