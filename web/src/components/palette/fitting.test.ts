import { expect, test } from 'vitest'
import { type Entry, fitting } from './fitting.ts'

const entry = (label: string, detail?: string): Entry => ({ id: label, group: 'pages', label, detail, run: () => {} })
const entries = [
  entry('Import a file'),
  entry('People in MQL', 'Marketing qualified lead'),
  entry('Imports'),
  entry('Lifecycle'),
]

test.each([
  ['', ['Import a file', 'People in MQL', 'Imports', 'Lifecycle']],
  ['imp', ['Import a file', 'Imports']],
  ['file imp', ['Import a file']],
  ['MARK lead', ['People in MQL']],
  ['li', ['Lifecycle']],
  ['fecycle', []],
])('“%s” fits %j', (text, labels) => {
  expect(fitting(entries, text).map(({ label }) => label)).toEqual(labels)
})
