import { useQuery } from '@tanstack/react-query'
import type { Role } from '../../../../server/src/contract/people.ts'
import { roles } from '../../../../server/src/contract/sign-in-rules.ts'
import { teamsQuery } from '../../api/settings.ts'
import { roleWords } from '../../words/role-en.ts'
import { settingsWords } from '../../words/settings-en.ts'
import styles from './settings.module.css'

const text = settingsWords.people

/** Which role, and which teams, as fields of a form. */
export function RoleFields({ chosen, teams }: { readonly chosen: Role; readonly teams: readonly string[] }) {
  const known = useQuery(teamsQuery()).data?.items ?? []
  const gone = teams.filter((key) => known.length > 0 && !known.some((team) => team.key === key))
  const all = [...known, ...gone.map((key) => ({ key, name: key }))]
  return (
    <>
      <fieldset>
        <legend>{text.role}</legend>
        {roles.map((one) => (
          <label key={one} className={styles['choice']}>
            <input type="radio" name="role" value={one} defaultChecked={one === chosen} />
            {roleWords.names[one]}
            <small>{roleWords.says[one]}</small>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{text.teams}</legend>
        {all.length === 0 && <p className={styles['soft']}>{text.noTeams}</p>}
        {all.map(({ key, name }) => (
          <label key={key} className={styles['choice']}>
            <input type="checkbox" name="teams" value={key} defaultChecked={teams.includes(key)} />
            {name}
          </label>
        ))}
      </fieldset>
    </>
  )
}

/** What was chosen there. */
export function chosenRole(form: FormData): { role: Role; teams: string[] } {
  const role = roles.find((one) => one === form.get('role')) ?? 'viewer'
  return { role, teams: form.getAll('teams').map(String) }
}
