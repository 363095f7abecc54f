import { IconArrowsMaximize, IconLayoutGrid, IconMinus, IconPlus } from '@tabler/icons-react'
import { Panel, useReactFlow } from '@xyflow/react'
import { mapWords as words } from '../../../words/map-en.ts'
import fields from '../fields/fields.module.css'
import styles from './map.module.css'

/** Zooming, all at once, and back to the usual order. */
export function MapTools({ onArrange, onFit }: { readonly onArrange: () => void; readonly onFit: () => void }) {
  const { zoomIn, zoomOut } = useReactFlow()
  const tools = [
    { label: words.zoomIn, Icon: IconPlus, run: () => void zoomIn() },
    { label: words.zoomOut, Icon: IconMinus, run: () => void zoomOut() },
    { label: words.fit, Icon: IconArrowsMaximize, run: onFit },
  ]
  return (
    <Panel position="bottom-right" className={styles['tools'] ?? ''}>
      {tools.map(({ label, Icon, run }) => (
        <button key={label} type="button" className={fields['icon']} aria-label={label} title={label} onClick={run}>
          <Icon size={15} aria-hidden="true" />
        </button>
      ))}
      <button type="button" className={fields['button']} title={words.arrangeHint} onClick={onArrange}>
        <IconLayoutGrid size={14} aria-hidden="true" />
        {words.arrange}
      </button>
    </Panel>
  )
}
