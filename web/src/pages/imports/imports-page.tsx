import { Button } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ImportView } from '../../../../server/src/contract/imports.ts'
import { importsQuery } from '../../api/imports.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { QuietNote } from '../../components/states/quiet-note.tsx'
import { importWords } from '../../words/imports-en.ts'
import styles from './imports-page.module.css'
import { ImportsTable } from './imports-table.tsx'

/** The files that were brought into histories. */
export function ImportsPage() {
  const list = useInfiniteQuery(importsQuery())
  const imports = list.data?.pages.flatMap(({ items }) => items) ?? []
  const isEmpty = list.data !== undefined && imports.length === 0
  return (
    <PageBody title={importWords.title}>
      <header className={styles['head']}>
        <div>
          <h1 className={styles['title']}>{importWords.title}</h1>
          <p className={styles['truth']} role="status">
            {list.data === undefined ? ' ' : truthOf(imports, list.hasNextPage)}
          </p>
        </div>
        {!isEmpty && (
          <Button component={Link} to="/imports/new" leftSection={<IconFileImport size={16} aria-hidden="true" />}>
            {importWords.begin}
          </Button>
        )}
      </header>
      {list.isPending && <PlaceholderRows />}
      {list.isError && list.data === undefined && (
        <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
      )}
      {isEmpty && (
        <QuietNote icon={<IconFileImport size={28} stroke={1.5} aria-hidden="true" />} title={importWords.emptyTitle}>
          <p>{importWords.emptyText}</p>
          <p>{importWords.emptySafe}</p>
          <Button component={Link} to="/imports/new" mt="lg">
            {importWords.begin}
          </Button>
        </QuietNote>
      )}
      {imports.length > 0 && <ImportsTable imports={imports} />}
      {list.hasNextPage && (
        <LoadMore label={importWords.older} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      )}
    </PageBody>
  )
}

function truthOf(imports: readonly ImportView[], hasMore: boolean): string {
  const moving = imports.find(({ state }) => state === 'running' || state === 'undoing')
  if (moving?.state === 'running') return importWords.truthRunning(moving.fileName)
  if (moving?.state === 'undoing') return importWords.truthUndoing(moving.fileName)
  const there = imports.filter(({ state }) => state !== 'undone')
  if (there.length === 0) return importWords.truthNone
  const taken = there.reduce((sum, { imported }) => sum + imported, 0)
  return importWords.truth(importWords.files(there.length, hasMore), importWords.rows(taken))
}
