// What the pages need to know without the schemas.

export const roles = ['admin', 'operations', 'marketer', 'sales', 'viewer'] as const

/** Shorter ones are guessed. */
export const SHORTEST_PASSWORD = 12

/** A page of ours, and no address of anybody else, however a browser reads it. */
export const localPath = /^\/(?![/\\])[^\p{Cc}\\]{0,2000}$/u
