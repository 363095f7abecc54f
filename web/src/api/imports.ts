import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import type {
  DryRun,
  ImportDetail,
  ImportPage,
  ImportPreview,
  ImportState,
  ImportView,
  MappingCheck,
  ReadingOptions,
} from '../../../server/src/contract/imports.ts'
import { contactsKey } from './contacts.ts'
import { reportsKey } from './reports.ts'
import { ask, get, post, type RequestFailed } from './request.ts'
import { stagesQuery } from './stages.ts'

/** Everything about imports lies under this key. */
const importsKey = ['imports'] as const

const PAGE_SIZE = 50
const LOOK_AGAIN = 1000

const isMoving = (state: ImportState) => state === 'running' || state === 'undoing'

/** Imports, newest first; asked again and again for as long as one of them goes on. */
export const importsQuery = () =>
  infiniteQueryOptions({
    queryKey: [...importsKey, 'list'],
    queryFn: ({ pageParam, signal }) => get<ImportPage>('/imports', { cursor: pageParam, limit: PAGE_SIZE }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(({ state }) => isMoving(state))) ? LOOK_AGAIN : false,
  })

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: [...importsKey, 'one', id],
    queryFn: ({ signal }) => get<ImportDetail>(`/imports/${id}`, {}, signal),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isMoving(data.state) ? LOOK_AGAIN : false),
  })

export type FileReading = Pick<ReadingOptions, 'encoding' | 'delimiter'>

/** What an uploaded file looks like when it is read so. */
export const previewQuery = (file: string, { encoding, delimiter }: FileReading) =>
  queryOptions({
    queryKey: ['import-files', file, 'preview', { encoding, delimiter }],
    queryFn: ({ signal }) => get<ImportPreview>(`/import-files/${file}/preview`, { encoding, delimiter }, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

/** Counts what the whole file would bring; nothing is written. */
export const useDryRun = () =>
  useMutation({
    mutationFn: ({
      file,
      ...asked
    }: {
      readonly file: string
      readonly mapping: string
      readonly reading: ReadingOptions
    }) => ask<DryRun>(`/import-files/${file}/dry-run`, asked),
  })

/** What the first rows of an uploaded file would become. */
export const checkQuery = (file: string, asked: { readonly mapping: string; readonly reading: ReadingOptions }) =>
  queryOptions({
    queryKey: ['import-files', file, 'check', asked],
    queryFn: ({ signal }) => ask<MappingCheck>(`/import-files/${file}/check`, asked, signal),
    placeholderData: keepPreviousData,
    retry: false,
  })

interface Start {
  readonly file: string
  readonly mapping: string
  readonly reading: ReadingOptions
}

/** Lets an uploaded file be imported. */
export function useStartImport() {
  const client = useQueryClient()
  return useMutation<ImportView, RequestFailed, Start>({
    mutationFn: (start) => post<ImportView>('/imports', start),
    onSuccess: () => client.invalidateQueries({ queryKey: importsKey }),
  })
}

/** Takes a whole import back. */
export function useUndoImport() {
  const client = useQueryClient()
  return useMutation<{ readonly import: ImportView }, RequestFailed, string>({
    mutationFn: (id) => post(`/imports/${id}/undo`, {}),
    onSettled: () => client.invalidateQueries({ queryKey: importsKey }),
  })
}

/** After an import or its undo every list, count and history may say something else. */
export function useRefreshAfterImport(): () => void {
  const client = useQueryClient()
  return () => {
    for (const queryKey of [contactsKey, reportsKey, stagesQuery().queryKey])
      void client.invalidateQueries({ queryKey })
  }
}
