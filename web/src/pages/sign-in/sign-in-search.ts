import { localPath } from '../../../../server/src/contract/sign-in-rules.ts'

export interface SignInSearch {
  /** Where to go on afterwards: a page of ours. */
  readonly to?: string
  /** Why a single sign-on came to nothing. */
  readonly failed?: string
}

export function readSignInSearch({ to, failed }: Readonly<Record<string, unknown>>): SignInSearch {
  return {
    ...(typeof to === 'string' && localPath.test(to) ? { to } : {}),
    ...(typeof failed === 'string' ? { failed } : {}),
  }
}
