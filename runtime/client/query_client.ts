import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './api_error.ts'
import { sessionKey } from './queries.ts'

const minute = 60_000

/**
 * Server state of the application. The answer that nobody is signed in marks the session as lost, whichever request met
 * it: the shell then asks to sign in over the page, and what was typed stays.
 */
export function createQueryClient(sessionLost: () => void): QueryClient {
  const watch = (error: unknown) => {
    if (error instanceof ApiError && error.has('E_AUTH_REQUIRED')) sessionLost()
  }
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== sessionKey[0]) watch(error)
      },
    }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: minute / 2,
        gcTime: 10 * minute,
        refetchOnWindowFocus: false,
        retry: (attempts, error) => attempts < 2 && mayRetry(error),
      },
    },
  })
}

/**
 * Only what may pass by itself is tried again: no answer, and an answer that says "later". A question
 * that took too long would take as long again.
 */
export function mayRetry(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.has('E_QUERY_TOO_SLOW')) return false
  return error.status === 0 || error.status === 503
}
