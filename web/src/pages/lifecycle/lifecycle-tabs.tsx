import { getRouteApi, Link } from '@tanstack/react-router'
import { useOpenTab } from '../../components/frame/use-open-tab.ts'
import { lifecycleWords } from '../../words/lifecycle-en.ts'
import styles from './lifecycle-page.module.css'
import { lifecycleTabs } from './lifecycle-search.ts'

const route = getRouteApi('/lifecycle')

/** The ways to look at the lifecycle. */
export function LifecycleTabs() {
  const { tab = 'map' } = route.useSearch()
  const tabs = useOpenTab(tab)
  return (
    <nav ref={tabs} className={styles['tabs']} aria-label={lifecycleWords.navigation}>
      {lifecycleTabs.map((one) => (
        <Link
          key={one}
          from="/lifecycle"
          search={({ tab: _, panel: __, ...rest }) => (one === 'map' ? rest : { ...rest, tab: one })}
          className={styles['tab']}
          aria-current={one === tab ? 'page' : undefined}
          activeOptions={{ exact: true }}
          resetScroll={false}
        >
          {lifecycleWords.tabs[one]}
        </Link>
      ))}
    </nav>
  )
}
