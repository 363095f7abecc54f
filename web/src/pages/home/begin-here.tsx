import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { homeQuery, sendTestEvent } from '../../api/home.ts'
import { keysQuery, makeKey } from '../../api/settings.ts'
import { CommandLine } from '../../components/command-line.tsx'
import { notify } from '../../components/notice.ts'
import { homeWords } from '../../words/home-en.ts'
import styles from './home.module.css'

const text = homeWords.begin

/** Before the first contact: a key and the snippet, a file, or a test event that arrives while one looks. */
export function BeginHere({ mayMakeKeys }: { readonly mayMakeKeys: boolean }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const make = useMutation({
    mutationFn: () => makeKey({ name: text.keyName, kind: 'write', historical: false }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: keysQuery().queryKey }),
  })
  const send = useMutation({
    mutationFn: sendTestEvent,
    onSuccess: (id) => {
      const open = () => void navigate({ to: '/contacts/$id', params: { id: id ?? '' }, search: {} })
      notify({ text: text.arrived, action: id === null ? undefined : { label: text.open, run: open } })
      void queries.invalidateQueries({ queryKey: homeQuery().queryKey })
    },
  })
  const key = make.data?.key
  const { origin } = window.location
  const error = make.error ?? send.error
  return (
    <>
      <p className={styles['quiet']}>{text.live}</p>
      {error !== null && (
        <p role="alert" className={styles['failed']}>
          {error.message}
        </p>
      )}
      <ol className={styles['begin']}>
        <li>
          <h2>{text.connect}</h2>
          <p>{text.connectSays}</p>
          {key === undefined && mayMakeKeys && (
            <Button onClick={() => make.mutate()} loading={make.isPending}>
              {text.makeKey}
            </Button>
          )}
          {key !== undefined && <p role="status">{text.keyMade}</p>}
          {key === undefined && !mayMakeKeys && <p>{text.noKeys}</p>}
          <CommandLine label={text.snippet} text={snippetOf(origin, key ?? text.keyPlace)} />
        </li>
        <li>
          <h2>{text.file}</h2>
          <p>{text.fileSays}</p>
          <Button component={Link} to="/imports/new" variant="default">
            {text.fileDoor}
          </Button>
        </li>
        <li>
          <h2>{text.test}</h2>
          <p>{text.testSays}</p>
          {key === undefined ? (
            <p>{text.needsKey}</p>
          ) : (
            <Button
              variant="default"
              loading={send.isPending}
              onClick={() => send.mutate({ key, userId: `test-${Date.now().toString(36)}` })}
            >
              {text.send}
            </Button>
          )}
          <CommandLine label={text.command} text={commandOf(origin, key ?? text.keyPlace)} />
        </li>
      </ol>
    </>
  )
}

/** Where to send to, the library asks at the given address. */
function snippetOf(origin: string, key: string): string {
  return `import { AnalyticsBrowser } from '@segment/analytics-next'

const analytics = AnalyticsBrowser.load({
  writeKey: '${key}',
  cdnURL: '${origin}',
})
analytics.page()`
}

function commandOf(origin: string, key: string): string {
  const body = { userId: 'ada', traits: { email: 'ada@acme.example', name: 'Ada Lovelace' } }
  return `curl ${origin}/v1/identify -u ${key}: \\\n  -H 'content-type: application/json' \\\n  -d '${JSON.stringify(body)}'`
}
