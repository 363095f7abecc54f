import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { accountsFoundQuery, peopleFoundQuery } from '../../api/find.ts'
import { contactName } from '../contact-name.ts'
import { useStages } from '../stage/stages.ts'
import type { Entry } from './fitting.ts'

interface Found {
  readonly entries: readonly Entry[]
  readonly isSearching: boolean
  readonly hasFailed: boolean
}

const ACCOUNT_PAGE = '/accounts/$id'

/** People and accounts that the server finds by a text. */
export function useFound(text: string): Found {
  const { history, routesByPath } = useRouter()
  const stages = useStages()
  const people = useQuery(peopleFoundQuery(text))
  const hasAccounts = ACCOUNT_PAGE in routesByPath
  const accounts = useQuery({ ...accountsFoundQuery(text), enabled: text !== '' && hasAccounts })
  if (text === '') return { entries: [], isSearching: false, hasFailed: false }
  return {
    entries: [
      ...(people.data?.items ?? []).map((contact): Entry => {
        const { id, email, name, stage } = contact
        const told = [name === null ? null : email, stage === null ? null : stages.find(stage).short]
        return {
          id,
          group: 'people',
          label: contactName(contact),
          detail: told.filter((one) => one !== null).join(' · '),
          run: () => history.push(`/contacts/${id}`),
        }
      }),
      ...(hasAccounts ? (accounts.data?.items ?? []) : []).map(
        ({ id, name, domain }): Entry => ({
          id,
          group: 'accounts',
          label: name ?? domain ?? id,
          detail: name === null ? undefined : (domain ?? undefined),
          run: () => history.push(`/accounts/${id}`),
        }),
      ),
    ],
    isSearching: people.isFetching && people.isPlaceholderData ? true : people.isLoading,
    hasFailed: people.isError,
  }
}
