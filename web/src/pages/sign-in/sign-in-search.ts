import { LocalPath } from '../../../../server/src/contract/sign-in.ts'

export interface SignInSearch {
  /** Where to go on afterwards: a page of ours. */
  readonly to?: string
  /** Why a single sign-on came to nothing. */
  readonly failed?: string
}

export function readSignInSearch({ to, failed }: Readonly<Record<string, unknown>>): SignInSearch {
  const local = LocalPath.safeParse(to)
  return {
    ...(local.success ? { to: local.data } : {}),
    ...(typeof failed === 'string' ? { failed } : {}),
  }
}
