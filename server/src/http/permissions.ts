/** Who asks: a program with a key, or a person in front of Ripen's pages. */
export type Caller =
  | { readonly by: 'key'; readonly id: string; readonly kind: 'write' | 'read' | 'full' }
  | { readonly by: 'page'; readonly user: string }

/** Says whether a caller may use a route. */
export type Permission = (caller: Caller) => boolean

/** Whoever may look at everything: pages, read keys and full keys. Write keys stand in public pages and read nothing. */
export const mayRead: Permission = (caller) => caller.by === 'page' || caller.kind !== 'write'

/** Whoever may change something: pages and full keys. */
export const mayChange: Permission = (caller) => caller.by === 'page' || caller.kind === 'full'

/** Keys are made and revoked by whoever may do everything else. */
export const mayManageKeys: Permission = (caller) => mayChange(caller)
