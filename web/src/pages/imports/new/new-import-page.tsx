import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type FileReading, previewQuery } from '../../../api/imports.ts'
import { PageBody } from '../../../components/frame/page-body.tsx'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { importWords } from '../../../words/imports-en.ts'
import { ChooseFile } from './choose-file.tsx'
import { MapFile } from './map-file.tsx'
import styles from './new-import.module.css'

const route = getRouteApi('/imports/new')
const { create: text } = importWords

/** A new import: the file, what it means, what would become of it, and go. */
export function NewImportPage() {
  const { file } = route.useSearch()
  return (
    <PageBody title={text.title}>
      <nav aria-label={importWords.title}>
        <Link to="/imports" className={styles['back']}>
          {importWords.one.back}
        </Link>
      </nav>
      <h1 className={styles['title']}>{text.title}</h1>
      {file === undefined ? <ChooseFile /> : <Uploaded key={file} file={file} />}
    </PageBody>
  )
}

/** A file that has arrived: what is found in it. */
function Uploaded({ file }: { readonly file: string }) {
  const [reading, setReading] = useState<FileReading>({})
  const preview = useQuery(previewQuery(file, reading))
  const { data } = preview
  if (preview.isError && (data === undefined || preview.isPlaceholderData))
    return (
      <section role="alert" className={styles['refused']}>
        <h2>{text.unreadable}</h2>
        <p>{preview.error.message}</p>
        <Link to="/imports/new" search={{}} className="link">
          {text.other}
        </Link>
      </section>
    )
  if (data === undefined)
    return (
      <>
        <p className={styles['truth']} role="status">
          {text.truthReading}
        </p>
        <PlaceholderRows rows={6} />
      </>
    )
  return <MapFile file={file} preview={data} reading={reading} onRead={setReading} />
}
