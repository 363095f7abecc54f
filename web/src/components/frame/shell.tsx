import { Outlet } from '@tanstack/react-router'
import { words } from '../../words/en.ts'
import { Live } from '../live/live.tsx'
import { NoticeBar } from '../notice-bar.tsx'
import { PaletteKeys } from '../palette/palette-keys.tsx'
import { Rail } from './rail.tsx'
import styles from './shell.module.css'

/** The frame of every page: where to go on the left (below, on a phone), the page beside it. */
export function Shell() {
  return (
    <div className={styles['shell']}>
      <a href="#page" className={styles['skip']}>
        {words.frame.skip}
      </a>
      <Rail />
      <div id="page" tabIndex={-1} className={styles['page']}>
        <Outlet />
      </div>
      <NoticeBar />
      <Live />
      <PaletteKeys />
    </div>
  )
}
