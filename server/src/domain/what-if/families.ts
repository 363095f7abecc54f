interface OfAccounts {
  readonly accounts: readonly string[]
}

/** People whose moves may rest on each other: of one account, or of accounts between which somebody changed. Who belongs to none stands alone. */
export function familiesOf<Person extends OfAccounts>(people: readonly Person[]): readonly (readonly Person[])[] {
  const parents = new Map<string, string>()
  const rootOf = (account: string): string => {
    let root = account
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root))
      root = parent
    parents.set(account, root)
    return root
  }
  for (const { accounts } of people)
    for (const account of accounts) parents.set(rootOf(account), rootOf(accounts[0] as string))
  const families = new Map<string, Person[]>()
  const alone: Person[][] = []
  for (const person of people) {
    const [account] = person.accounts
    if (account === undefined) {
      alone.push([person])
      continue
    }
    const root = rootOf(account)
    const family = families.get(root)
    if (family === undefined) families.set(root, [person])
    else family.push(person)
  }
  return [...families.values(), ...alone]
}
