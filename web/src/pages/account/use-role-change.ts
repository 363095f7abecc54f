import { useGiveRole } from '../../api/accounts.ts'
import { notify } from '../../components/notice.ts'
import { accountWords } from '../../words/accounts-en.ts'

interface RoleChange {
  readonly contact: string
  readonly name: string
  readonly role: { readonly key: string; readonly name: string }
  readonly given: boolean
}

/** Gives somebody a role or says that it has it not, at once, with a way back. */
export function useRoleChange(account: string): (change: RoleChange) => void {
  const { mutateAsync } = useGiveRole(account)
  const carryOut = ({ contact, role, given }: RoleChange) => mutateAsync({ contact, role: role.key, given })
  return (change) => {
    const { name, role, given } = change
    const takeBack = () =>
      void carryOut({ ...change, given: !given }).catch(({ message }: Error) =>
        notify({ text: accountWords.failed(message) }),
      )
    void carryOut(change).then(
      () =>
        notify({
          text: given ? accountWords.given(name, role.name) : accountWords.taken(name, role.name),
          action: { label: accountWords.undo, run: takeBack },
        }),
      ({ message }: Error) => notify({ text: accountWords.failed(message) }),
    )
  }
}
