import { Button } from '@mantine/core'
import { useDebouncedValue, useSessionStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { ImportPreview, ReadingOptions } from '../../../../../server/src/contract/imports.ts'
import { readColumnUses } from '../../../../../server/src/domain/imports/column-uses.ts'
import { checkQuery, type FileReading, useStartImport } from '../../../api/imports.ts'
import { importWords } from '../../../words/imports-en.ts'
import { ColumnMapper } from './column-mapper.tsx'
import { CountFile } from './count-file.tsx'
import { FileReadingControls } from './file-reading.tsx'
import { FirstRows } from './first-rows.tsx'
import { MappingText } from './mapping-text.tsx'
import styles from './new-import.module.css'
import { RowsBecome } from './rows-become.tsx'

const route = getRouteApi('/imports/new')
const { create: text } = importWords
const TYPING = 350

interface MapFileProps {
  readonly file: string
  readonly preview: ImportPreview
  readonly reading: FileReading
  readonly onRead: (reading: FileReading) => void
}

/** Says what the columns of a file mean, shows what becomes of them, and starts. */
export function MapFile({ file, preview, reading, onRead }: MapFileProps) {
  // Kept for as long as the browser's tab is, so that a reload loses no work.
  const [own, setOwn] = useSessionStorage<string | null>({
    key: `ripen-import-${file}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  const [times, setTimes] = useState<Pick<ReadingOptions, 'dates' | 'timezone'>>({})
  const [showsText, setShowsText] = useState(false)
  const mapping = own ?? preview.mapping
  const [asked] = useDebouncedValue(mapping, TYPING)
  const options = { ...reading, ...times }
  const check = useQuery(checkQuery(file, { mapping: asked, reading: options }))
  const start = useStartImport()
  const navigate = route.useNavigate()
  const uses = useMemo(() => readColumnUses(mapping), [mapping])
  const known = new Set(uses?.map(({ column }) => column.toLowerCase()))
  const isValid = check.data?.valid === true && asked === mapping && !check.isPlaceholderData
  const refused = check.data?.rows.filter(({ rejected }) => rejected !== null).length ?? 0

  function begin() {
    start.mutate(
      { file, mapping, reading: options },
      { onSuccess: ({ id }) => void navigate({ to: '/imports/$id', params: { id } }) },
    )
  }

  return (
    <>
      <p className={styles['truth']} role="status">
        {preview.ready === null || own !== null
          ? text.truthGuessed(
              preview.headers.filter((header) => known.has(header.toLowerCase())).length,
              preview.headers.length,
            )
          : text.truthReady(preview.ready.name)}
      </p>
      <FileReadingControls preview={preview} reading={reading} onRead={onRead} times={times} onTimes={setTimes} />
      <section aria-labelledby="mapper" className={styles['part']}>
        <div className={styles['heading']}>
          <h2 id="mapper">{text.mapper}</h2>
          <button
            type="button"
            className="plain-button link"
            aria-expanded={showsText}
            onClick={() => setShowsText(!showsText)}
          >
            {showsText ? text.hideText : text.showText}
          </button>
        </div>
        <div className={styles['beside']} data-text={showsText || undefined}>
          <ColumnMapper preview={preview} mapping={mapping} uses={uses} onChange={setOwn} />
          {(showsText || uses === null) && (
            <MappingText mapping={mapping} faults={check.data?.faults ?? []} onChange={setOwn} />
          )}
        </div>
      </section>
      <RowsBecome check={check} />
      <CountFile file={file} mapping={mapping} reading={options} isValid={isValid} />
      <FirstRows preview={preview} />
      <div className={styles['bar']}>
        <p className={styles['soft']} role="status">
          {start.isError ? (
            <span className={styles['bad']}>
              {text.startFailed}: {start.error.message}
            </span>
          ) : check.data === undefined || !check.data.valid ? (
            check.data === undefined ? (
              text.checking
            ) : (
              text.faults(check.data.faults.length)
            )
          ) : (
            text.startHint(refused, check.data.rows.length)
          )}
        </p>
        <Button disabled={!isValid} loading={start.isPending} onClick={begin}>
          {text.start}
        </Button>
      </div>
    </>
  )
}
