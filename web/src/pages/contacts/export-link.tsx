import { Tooltip } from '@mantine/core'
import { IconDownload, IconHistory } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { columnsParameter, filterParameters } from '../../api/contacts.ts'
import { bulkWords } from '../../words/bulk-en.ts'
import { useMay } from '../contact-edit/use-may.ts'
import styles from './list-tools.module.css'
import { isUsual } from './view/list-view.ts'
import { useListView } from './view/use-list-view.ts'

const route = getRouteApi('/contacts')

/** The list as a file, and the way to what was done to many contacts at once. */
export function ExportLink() {
  const search = route.useSearch()
  const { view } = useListView()
  const [mayExport, mayMove] = [useMay('export'), useMay('move')]
  const shown = ['name', 'email', ...view.columns.map(({ name }) => name).filter((name) => name !== 'email')]
  const asked = { ...filterParameters(search), columns: columnsParameter(isUsual(view) ? [] : shown), bom: 'yes' }
  const parameters = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  return (
    <>
      {mayExport && (
        <Tooltip label={bulkWords.exportHint} openDelay={400}>
          <a href={`/api/v1/contacts/export?${parameters}`} download className={styles['tool']}>
            <IconDownload size={16} stroke={1.75} aria-hidden="true" />
            {bulkWords.export}
          </a>
        </Tooltip>
      )}
      {mayMove && (
        <Tooltip label={bulkWords.recent} openDelay={400}>
          <Link to="/contacts/bulk" className={styles['tool']} aria-label={bulkWords.recent}>
            <IconHistory size={16} stroke={1.75} aria-hidden="true" />
          </Link>
        </Tooltip>
      )}
    </>
  )
}
