import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SeenContacts } from '../../../../server/src/contract/sign-in.ts'
import { waysInQuery } from '../../api/session.ts'
import { saveSettings, settingsQuery } from '../../api/settings.ts'
import { notify } from '../../components/notice.ts'
import { settingsWords } from '../../words/settings-en.ts'
import styles from './settings.module.css'

const text = settingsWords.signIn
const choices: readonly SeenContacts[] = ['own', 'team', 'all']

/** How people come in, and what sales sees. */
export function SignInPart() {
  const queries = useQueryClient()
  const ways = useQuery(waysInQuery()).data
  const settings = useQuery(settingsQuery()).data
  // Told at once; what is being saved is known to the query a moment later.
  const [picked, setPicked] = useState<SeenContacts | null>(null)
  const save = useMutation({
    mutationFn: saveSettings,
    onSuccess: (saved) => {
      queries.setQueryData(settingsQuery().queryKey, saved)
      notify({ text: settingsWords.saved })
    },
    onSettled: () => setPicked(null),
  })
  const chosen = picked ?? settings?.salesSees
  return (
    <>
      <p className={styles['truth']}>{text.truth}</p>
      <section className={`${styles['section']} ${styles['form']}`} style={{ maxWidth: 560 }}>
        <fieldset disabled={settings === undefined}>
          <legend>{text.sees}</legend>
          {choices.map((choice) => (
            <label key={choice} className={styles['choice']}>
              <input
                type="radio"
                name="sees"
                checked={chosen === choice}
                onChange={() => {
                  setPicked(choice)
                  save.mutate({ salesSees: choice })
                }}
              />
              {text.seesOptions[choice]}
            </label>
          ))}
        </fieldset>
        {save.error !== null && (
          <p role="alert" className={styles['failed']}>
            {save.error.message}
          </p>
        )}
      </section>
      <section className={styles['section']}>
        <h2>{text.sso}</h2>
        <p className={styles['soft']}>{ways?.sso ? text.ssoOn(ways.sso) : text.ssoOff}</p>
      </section>
      <section className={styles['section']}>
        <h2>{text.mail}</h2>
        <p className={styles['soft']}>{ways?.mail ? text.mailOn : text.mailOff}</p>
      </section>
    </>
  )
}
