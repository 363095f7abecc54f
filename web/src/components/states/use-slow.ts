import { useEffect, useState } from 'react'

/** True once something has lasted 200 ms: quicker than that, a placeholder would only flicker. */
export function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!waiting) return
    const timer = window.setTimeout(() => setSlow(true), 200)
    return () => {
      window.clearTimeout(timer)
      setSlow(false)
    }
  }, [waiting])
  return slow && waiting
}
