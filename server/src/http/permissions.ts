import type { Role } from '../contract/people.ts'
import { type Action, actions, type SeenContacts } from '../contract/sign-in.ts'

/** Who asks: a program with a key, or a person who signed in. */
export type Caller =
  | { readonly by: 'key'; readonly id: string; readonly kind: 'write' | 'read' | 'full' }
  | {
      readonly by: 'person'
      readonly id: string
      readonly name: string
      readonly email: string
      readonly role: Role
      readonly teams: readonly string[]
      /** The session by which it came. */
      readonly session: string
      /** Which contacts it is shown. */
      readonly sees: SeenContacts
    }

/** Says whether a caller may use a route. */
export type Permission = (caller: Caller) => boolean

/**
 * Who may do what; full keys may do everything, read keys read. Write keys stand in public pages: they send events and
 * may use nothing of the API.
 */
const rolesThatMay: Readonly<Record<Action, readonly Role[]>> = {
  /** Look at contacts, reports, the lifecycle. */
  read: ['admin', 'operations', 'marketer', 'sales', 'viewer'],
  /** Move contacts, as the lifecycle and their teams let them. */
  move: ['admin', 'operations', 'marketer', 'sales'],
  /** Change contacts, segments and drafts. */
  change: ['admin', 'operations', 'marketer'],
  import: ['admin', 'operations', 'marketer'],
  /** Take lists of contacts away as files. */
  export: ['admin', 'operations', 'marketer', 'sales'],
  publish: ['admin', 'operations'],
  audit: ['admin', 'operations'],
  people: ['admin'],
  keys: ['admin'],
  settings: ['admin'],
}

/** Whoever may do this. */
function whoMay(action: Action): Permission {
  return (caller) => {
    if (caller.by === 'person') return rolesThatMay[action].includes(caller.role)
    return caller.kind === 'full' || (caller.kind === 'read' && (action === 'read' || action === 'export'))
  }
}

export const mayRead = whoMay('read')
export const mayMove = whoMay('move')
export const mayChange = whoMay('change')
export const mayImport = whoMay('import')
export const mayExport = whoMay('export')
export const mayPublish = whoMay('publish')
export const mayAudit = whoMay('audit')
export const mayManagePeople = whoMay('people')
export const mayManageKeys = whoMay('keys')
export const maySet = whoMay('settings')

/** Whoever may publish without the agreement of the owning teams. */
export const mayGoWithout: Permission = (caller) =>
  caller.by === 'person' ? caller.role === 'admin' : caller.kind === 'full'

/** Whoever may say its team's word; whoever only reads has none. */
export const mayAnswer: Permission = (caller) => caller.by === 'person' && mayMove(caller)

/** Whoever signed in, for what is its own. */
export const isPerson: Permission = (caller) => caller.by === 'person'

/** Routes of signing in: nobody is asked who they are. */
export const anybody: Permission = () => true

/** All that a role may do. */
export function actionsOf(role: Role): Action[] {
  return actions.filter((action) => rolesThatMay[action].includes(role))
}
