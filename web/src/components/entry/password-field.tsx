import { TextInput, Tooltip } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { SHORTEST_PASSWORD } from '../../../../server/src/contract/sign-in-rules.ts'
import { signInWords } from '../../words/sign-in-en.ts'
import styles from './entry-page.module.css'

interface PasswordFieldProps {
  readonly name: string
  readonly label: string
  /** It is chosen here, rather than known (default: false). */
  readonly isNew?: boolean
}

/** A password, which can be looked at; a new one with how long it is. */
export function PasswordField({ name, label, isNew = false }: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  const [length, setLength] = useState(0)
  const hint = useId()
  const reveal = shown ? signInWords.hide : signInWords.show
  return (
    <div>
      <TextInput
        name={name}
        label={label}
        type={shown ? 'text' : 'password'}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        required
        withAsterisk={false}
        minLength={isNew ? SHORTEST_PASSWORD : 1}
        maxLength={200}
        aria-describedby={isNew ? hint : undefined}
        onChange={(event) => setLength([...event.currentTarget.value].length)}
        rightSection={
          <Tooltip label={reveal}>
            <button
              type="button"
              className={styles['reveal']}
              aria-label={reveal}
              aria-pressed={shown}
              onClick={() => setShown(!shown)}
            >
              {shown ? <IconEyeOff size={16} aria-hidden="true" /> : <IconEye size={16} aria-hidden="true" />}
            </button>
          </Tooltip>
        }
      />
      {isNew && (
        <p id={hint} className={styles['hint']} aria-live="polite">
          {signInWords.hint(length, SHORTEST_PASSWORD)}
        </p>
      )}
    </div>
  )
}
