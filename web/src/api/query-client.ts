import { QueryClient } from '@tanstack/react-query'
import { RequestFailed } from './request.ts'

// Ripen may run on this very machine: without a network, too, it is asked, and a refusal is told rather than waited for.
const networkMode = 'always'

const isWorthRepeating = (error: Error) =>
  error instanceof RequestFailed && (error.status === 0 || error.status === 429 || error.status >= 500)

/** What the server said lives here alone. Old answers stay in sight while new ones are on their way. */
export const queryClient = new QueryClient({
  defaultOptions: {
    mutations: { networkMode },
    queries: {
      networkMode,
      staleTime: 10_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => failures < 2 && isWorthRepeating(error),
      retryDelay: (failures) => 400 * 2 ** failures,
    },
  },
})
