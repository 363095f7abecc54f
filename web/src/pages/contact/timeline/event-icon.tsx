import {
  IconArrowBackUp,
  IconBolt,
  IconBriefcase,
  IconForms,
  IconGitMerge,
  IconId,
  IconMail,
  IconPencil,
  IconPhone,
  IconWorld,
} from '@tabler/icons-react'
import type { TimelineEvent } from '../../../../../server/src/contract/timeline.ts'
import styles from './timeline.module.css'

/** What sort of thing happened. */
export function EventIcon({ event }: { readonly event: TimelineEvent }) {
  const Icon = iconOf(event)
  return <Icon size={16} stroke={1.75} className={styles['icon']} aria-hidden="true" />
}

function iconOf(event: TimelineEvent) {
  if (event.kind === 'traits') return IconId
  if (event.kind === 'void') return IconArrowBackUp
  if (event.kind === 'merge' || event.kind === 'membership') return IconGitMerge
  if (event.kind === 'opportunity') return IconBriefcase
  const icons = {
    web: IconWorld,
    forms: IconForms,
    email: IconMail,
    sales: IconPhone,
    changes: IconPencil,
    other: IconBolt,
  }
  return icons[event.sort]
}
