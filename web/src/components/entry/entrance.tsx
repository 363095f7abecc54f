import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { RequestFailed, whenSignedOut } from '../../api/request.ts'
import { meQuery } from '../../api/session.ts'
import { Shell } from '../frame/shell.tsx'

const open = /^\/(sign-in|set-up|invitation|reset)(\/|$)/

/** The app for whoever is signed in; everybody else is led to the sign-in, and back to where they wanted to go. */
export function Entrance() {
  const path = useRouterState({ select: ({ location }) => location.pathname })
  return open.test(path) ? <Outlet /> : <Inside />
}

function Inside() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { error } = useQuery(meQuery())
  const isOut = error instanceof RequestFailed && error.status === 401
  useEffect(() => {
    whenSignedOut(() => {
      const { pathname, search } = window.location
      if (open.test(pathname)) return
      const to = pathname + search
      queries.clear()
      void navigate({ to: '/sign-in', search: to === '/' ? {} : { to }, replace: true })
    })
  }, [navigate, queries])
  return isOut ? null : <Shell />
}
