import { Tooltip } from '@mantine/core'
import { IconBookmarks, IconColumns3, IconFilter } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { isTyping } from '../../components/is-typing.ts'
import { listWords } from '../../words/contact-list-en.ts'
import type { ContactsSearch } from './contacts-search.ts'
import { ExportLink } from './export-link.tsx'
import styles from './list-tools.module.css'

const route = getRouteApi('/contacts')

const tools = [
  { panel: 'filter', key: 'f', Icon: IconFilter },
  { panel: 'segments', key: 's', Icon: IconBookmarks },
  { panel: 'view', key: 'v', Icon: IconColumns3 },
] as const

/** Opens what stands beside the list, or closes it again. */
function toggled(panel: ContactsSearch['panel']) {
  return ({ panel: open, edit: _, why: __, ...search }: ContactsSearch): ContactsSearch =>
    open === panel || panel === undefined ? search : { ...search, panel }
}

/** The ways to the filter, the segments and the view; f, s and v open them from anywhere on the page. */
export function ListTools() {
  const { panel: open } = route.useSearch()
  const navigate = route.useNavigate()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event) || document.querySelector('dialog[open]') !== null) return
      const tool = tools.find(({ key }) => key === event.key)
      if (tool === undefined) return
      event.preventDefault()
      void navigate({ search: toggled(tool.panel), resetScroll: false })
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [navigate])
  return (
    <div className={styles['tools']}>
      {tools.map(({ panel, key, Icon }) => (
        <Tooltip key={panel} label={listWords[panel].openHint} openDelay={400}>
          <Link
            from="/contacts"
            to="/contacts"
            search={toggled(panel)}
            resetScroll={false}
            className={styles['tool']}
            data-open={open === panel || undefined}
            aria-keyshortcuts={key}
          >
            <Icon size={16} stroke={1.75} aria-hidden="true" />
            {listWords[panel].open}
          </Link>
        </Tooltip>
      ))}
      <ExportLink />
    </div>
  )
}
