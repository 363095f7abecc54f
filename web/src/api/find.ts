import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { AccountPage } from '../../../server/src/contract/accounts.ts'
import type { ContactPage } from '../../../server/src/contract/contacts.ts'
import { contactsKey } from './contacts.ts'
import { get } from './request.ts'

const PEOPLE = 6
const ACCOUNTS = 4

/** The first people whose names or addresses fit. */
export const peopleFoundQuery = (q: string) =>
  queryOptions({
    queryKey: [...contactsKey, 'found', q],
    queryFn: ({ signal }) => get<ContactPage>('/contacts', { q, limit: PEOPLE }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })

/** The first accounts that fit. */
export const accountsFoundQuery = (q: string) =>
  queryOptions({
    queryKey: ['accounts', 'found', q],
    queryFn: ({ signal }) => get<AccountPage>('/accounts', { q, limit: ACCOUNTS }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
