import type { Locator, Page } from 'playwright-core'

/** Somebody who works with the studio by mouse and keyboard. */
export function studioDriver(page: Page) {
  const fill = async (field: Locator, text: string) => {
    // By its handle: what is typed may already change the names around it before the hand leaves.
    const held = await field.elementHandle()
    await held?.fill(text)
    await held?.evaluate((one) => one instanceof HTMLElement && one.blur())
  }
  const addName = async (field: Locator, ...names: readonly string[]) => {
    for (const name of names) {
      await field.fill(name)
      await field.press('Enter')
    }
  }
  /** The conditions under a heading, such as "When". */
  const criteria = (scope: Locator, name: string) => scope.getByRole('region', { name, exact: true })
  const rows = (scope: Locator) => scope.locator('[data-condition=leaf]')
  return {
    fill,
    addName,
    criteria,
    rows,
    tab: (name: string) => page.getByRole('link', { name, exact: true }).click(),
    button: (scope: Locator, name: string) => scope.getByRole('button', { name, exact: true }).click(),
    choose: (scope: Locator, name: string, value: string) =>
      scope.getByRole('combobox', { name, exact: true }).first().selectOption(value),
    text: (scope: Locator, name: string, value: string) =>
      fill(scope.getByRole('textbox', { name, exact: true }).first(), value),
    suggested: (scope: Locator, name: string, value: string) =>
      fill(scope.locator(`input[aria-label="${name}"]`).first(), value),
    number: (scope: Locator, name: string, value: number) =>
      fill(scope.getByRole('spinbutton', { name, exact: true }).first(), String(value)),
    add: (scope: Locator, kind: string) =>
      scope
        .getByRole('combobox', { name: /^Add (condition|to)/ })
        .first()
        .selectOption(kind),
    kind: (row: Locator, kind: string) => row.getByRole('combobox', { name: 'Kind of condition' }).selectOption(kind),
    deed: (row: Locator, deed: string) => row.getByRole('combobox', { name: 'More to do' }).first().selectOption(deed),
    detail: (row: Locator, key: string) => row.getByRole('combobox', { name: 'Add a detail …' }).selectOption(key),
    newKey: async (scope: Locator, section: string, key: string) => {
      await scope.getByRole('textbox', { name: `${section}: New key`, exact: true }).fill(key)
      await scope
        .getByRole('button', { name: `Add: ${section}`, exact: true })
        .last()
        .click()
    },
  }
}
