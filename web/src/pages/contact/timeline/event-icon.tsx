import {
  IconBolt,
  IconBriefcase,
  IconForms,
  IconGitMerge,
  IconId,
  IconMail,
  IconPhone,
  IconWorld,
} from '@tabler/icons-react'
import type { EventView } from '../../../../../server/src/contract/events.ts'
import { sortOf } from './event-sort.ts'
import styles from './timeline.module.css'

/** What sort of thing happened. */
export function EventIcon({ event }: { readonly event: EventView }) {
  const Icon = iconOf(event)
  return <Icon size={16} stroke={1.75} className={styles['icon']} aria-hidden="true" />
}

function iconOf(event: EventView) {
  if (event.kind === 'traits') return IconId
  if (event.kind === 'merge' || event.kind === 'membership') return IconGitMerge
  if (event.kind === 'opportunity') return IconBriefcase
  const icons = { web: IconWorld, forms: IconForms, email: IconMail, sales: IconPhone, other: IconBolt }
  return icons[sortOf(event)]
}
