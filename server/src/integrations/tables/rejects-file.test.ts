import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { csvLine, withoutFormula } from './csv-line.ts'
import { RejectsFile } from './rejects-file.ts'

test.each([
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['-5', "'-5"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ['a=b', 'a=b'],
])('formulas in cells on export: %j', (cell, written) => {
  expect(withoutFormula(cell)).toBe(written)
})

test('cells are quoted where they must be, numbers stay numbers, and nothing is written as nothing', () => {
  expect(csvLine(['a,b', 'say "x"', '-1', -1, true, null])).toBe(`"a,b","say ""x""",'-1,-1,true,\r\n`)
})

test('a run that goes on writes behind what was noted down, and what came after it is told again', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'ripen-rejects-')), 'rejected.csv')
  const first = new RejectsFile(path, ['a', 'b'], 0)
  await first.write([{ line: 2, reason: 'No.', cells: ['=x', 'two, "three"'] }])
  const noted = first.bytes
  await first.write([{ line: 3, reason: 'Lost with the process.', cells: ['1'] }])
  await first.close()
  const second = new RejectsFile(path, ['a', 'b'], noted)
  await second.write([{ line: 3, reason: 'Told again.', cells: ['1'] }])
  expect(await second.close()).toBe(path)
  expect(await readFile(path, 'utf8')).toBe('Line,Reason,a,b\r\n2,No.,\'=x,"two, ""three"""\r\n3,Told again.,1\r\n')
})

test('where every row is taken there is no file', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'ripen-rejects-')), 'rejected.csv')
  const file = new RejectsFile(path, ['a'], 0)
  await file.write([])
  expect(await file.close()).toBeNull()
})
