import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { showPalette } from './open-palette.ts'
import styles from './palette.module.css'

/** Stands above the page until Esc or a click beside it; the focus goes back to where it was. */
export function PaletteDialog({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const opened = dialog.current
    opened?.showModal()
    return () => opened?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      className={styles['dialog']}
      onCancel={() => showPalette(null)}
      onMouseDown={({ target }) => {
        if (target === dialog.current) showPalette(null)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // What stands open beside the page stays open.
        event.preventDefault()
        event.stopPropagation()
        showPalette(null)
      }}
    >
      {children}
    </dialog>
  )
}
