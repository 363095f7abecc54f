import { useQuery } from '@tanstack/react-query'
import type { Action } from '../../../../server/src/contract/sign-in.ts'
import { meQuery } from '../../api/session.ts'

/** Whether whoever is signed in may do this. What it may not is not offered; the server refuses it in any case. */
export function useMay(action: Action): boolean {
  return useQuery(meQuery()).data?.may.includes(action) === true
}
