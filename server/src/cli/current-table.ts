/** Shows on a terminal which table is being worked on; without a terminal it is silent. */
export function currentTable(): { show(name: string): void; clear(): void } {
  const { stderr } = process
  return {
    show: (name) => {
      if (stderr.isTTY) stderr.write(`\r\u001b[K${name} …`)
    },
    clear: () => {
      if (stderr.isTTY) stderr.write('\r\u001b[K')
    },
  }
}
