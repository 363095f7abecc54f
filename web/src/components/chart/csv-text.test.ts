import { expect, test } from 'vitest'
import { csvText } from './csv-text.ts'

test('a table of a chart is written with its numbers as numbers', () => {
  const rows = [
    ['MQL', 12, -3.5],
    ['Sales, “accepted”', null, 0],
    ['says "yes"', 1, 2],
  ]
  expect(csvText({ columns: ['Stage', 'Reached', 'Change'], rows })).toBe(
    'Stage,Reached,Change\r\nMQL,12,-3.5\r\n"Sales, “accepted”",,0\r\n"says ""yes""",1,2\r\n',
  )
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])('%j is shown, not carried out', (text) => {
  expect(csvText({ columns: [text], rows: [] })).toMatch(/^"?'/)
})
