/** Names that other systems give to stages which have another name here: each line is one stage. */
const SAME: readonly (readonly string[])[] = [
  ['subscriber', 'newsletter'],
  ['lead', 'rawlead', 'marketinglead'],
  ['engaged', 'mel', 'marketingengagedlead', 'engagedlead'],
  ['mql', 'marketingqualifiedlead', 'marketingqualified'],
  ['pql', 'productqualifiedlead'],
  ['sal', 'salesacceptedlead', 'salesaccepted'],
  ['sql', 'salesqualifiedlead', 'salesqualified'],
  ['opportunity', 'opp', 'deal'],
  ['customer', 'client'],
  ['evangelist', 'advocate', 'promoter'],
  ['nurturing', 'nurture', 'recycled'],
  ['disqualified', 'unqualified'],
  ['lost', 'closedlost'],
  ['former', 'formercustomer', 'churned', 'excustomer'],
]

/** Finds the stage of a lifecycle behind a name as a file writes it: by key, by name, else by what others call it. */
export function stageFinder(
  stages: readonly { readonly key: string; readonly name?: string | undefined }[],
): (name: string) => string | null {
  const found = new Map<string, string>()
  const add = (name: string | undefined, key: string) => {
    const known = plain(name ?? '')
    if (known !== '' && !found.has(known)) found.set(known, key)
  }
  for (const { key } of stages) add(key, key)
  for (const { key, name } of stages) add(name, key)
  for (const { key, name } of stages) {
    const same =
      SAME.find((names) => names.includes(plain(key))) ?? SAME.find((names) => names.includes(plain(name ?? '')))
    for (const other of same ?? []) add(other, key)
  }
  return (name) => found.get(plain(name)) ?? null
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
