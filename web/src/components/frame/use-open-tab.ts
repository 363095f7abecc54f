import { type RefObject, useEffect, useRef } from 'react'

/** A row of tabs that scrolls where there is no room for all: the open one is in sight, whichever it is. */
export function useOpenTab(open: string): RefObject<HTMLElement | null> {
  const tabs = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another open tab is the reason to look again.
  useEffect(() => {
    tabs.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [open])
  return tabs
}
