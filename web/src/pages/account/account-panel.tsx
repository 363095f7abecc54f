import type { AccountDetail } from '../../../../server/src/contract/accounts.ts'
import type { AccountSearch } from './account-search.ts'
import { EditPanel } from './edit-panel.tsx'
import { RolePanel } from './role-panel.tsx'

interface AccountPanelProps {
  readonly account: AccountDetail
  readonly search: AccountSearch
  readonly onClose: () => void
}

/** The panel that the address asks for. */
export function AccountPanel({ account, search, onClose }: AccountPanelProps) {
  if (search.panel === 'edit') return <EditPanel key={account.version} account={account} onClose={onClose} />
  const role = search.panel === 'role' ? account.roles.find(({ key }) => key === search.role) : undefined
  return role === undefined ? null : <RolePanel account={account} role={role} onClose={onClose} />
}
