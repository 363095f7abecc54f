import { Tooltip } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import {
  IconBook2,
  IconBuilding,
  IconChartBar,
  IconFileImport,
  IconHome,
  IconInbox,
  IconLayoutSidebar,
  IconRoute,
  IconSearch,
  IconUsers,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { accountWords } from '../../words/accounts-en.ts'
import { words } from '../../words/en.ts'
import { showPalette } from '../palette/open-palette.ts'
import { MeMenu } from './me-menu.tsx'
import styles from './rail.module.css'
import { ThemeSwitch } from './theme-switch.tsx'

const nouns = [
  { to: '/', label: words.frame.homePage, Icon: IconHome },
  { to: '/contacts', label: words.frame.contacts, Icon: IconUsers },
  { to: '/accounts', label: accountWords.title, Icon: IconBuilding },
  { to: '/lifecycle', label: words.frame.lifecycle, Icon: IconRoute },
  { to: '/reports', label: words.frame.reports, Icon: IconChartBar },
  // On a phone there is no room for these; home and the palette lead there.
  { to: '/imports', label: words.frame.imports, Icon: IconFileImport, isSpare: true },
  { to: '/rejected', label: words.frame.rejected, Icon: IconInbox, isSpare: true },
] as const

/** The nouns of the app in the order of the work. */
export function Rail() {
  const [narrow, setNarrow] = useLocalStorage({
    key: 'ripen-narrow-rail',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const tip = (label: string) => ({ label, position: 'right', disabled: !narrow }) as const
  return (
    <header className={styles['rail']} data-narrow={narrow || undefined}>
      <Link to="/" className={styles['brand']} aria-label={words.frame.home}>
        <img src="/icon.svg" alt="" width={20} height={20} />
        <span>Ripen</span>
      </Link>
      <Tooltip label={words.frame.findHint} position="right" openDelay={500}>
        <button
          type="button"
          className={`${styles['noun']} ${styles['find']}`}
          aria-keyshortcuts="Control+K Meta+K"
          onClick={() => showPalette('palette')}
        >
          <IconSearch size={16} stroke={1.75} aria-hidden="true" />
          <span>{words.frame.find}</span>
        </button>
      </Tooltip>
      <nav aria-label={words.frame.navigation} className={styles['nouns']}>
        {nouns.map(({ to, label, Icon, ...noun }) => (
          <Tooltip key={to} {...tip(label)}>
            <Link
              to={to}
              className={`${styles['noun']} ${'isSpare' in noun ? styles['wide'] : ''}`}
              activeOptions={{ exact: to === '/' }}
            >
              <Icon size={16} stroke={1.75} aria-hidden="true" />
              <span>{label}</span>
            </Link>
          </Tooltip>
        ))}
      </nav>
      <div className={styles['below']}>
        <MeMenu narrow={narrow} />
        <Tooltip {...tip(words.frame.reference)}>
          <a href="/docs" className={`${styles['noun']} ${styles['wide']}`}>
            <IconBook2 size={16} stroke={1.75} aria-hidden="true" />
            <span>{words.frame.reference}</span>
          </a>
        </Tooltip>
        <ThemeSwitch className={`${styles['noun']} ${styles['wide']}`} narrow={narrow} />
        <Tooltip {...tip(words.frame.widen)}>
          <button
            type="button"
            className={`${styles['noun']} ${styles['wide']}`}
            aria-expanded={!narrow}
            onClick={() => setNarrow(!narrow)}
          >
            <IconLayoutSidebar size={16} stroke={1.75} aria-hidden="true" />
            <span>{narrow ? words.frame.widen : words.frame.collapse}</span>
          </button>
        </Tooltip>
      </div>
    </header>
  )
}
