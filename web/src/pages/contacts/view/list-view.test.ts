import { describe, expect, test } from 'vitest'
import { isUsual, movedColumn, readViewSearch, searchOf, usualView, viewOf } from './list-view.ts'

describe('the view of the list', () => {
  test('an address that says nothing has none, and the usual one is the usual one', () => {
    expect(viewOf(readViewSearch({ stage: 'mql' }))).toBeNull()
    expect(isUsual(usualView)).toBe(true)
  })

  test('what is written into an address is read from it', () => {
    const view = {
      columns: [
        { name: 'trait:size, in people', width: null },
        { name: 'score:engagement', width: 90 },
        { name: 'stage', width: null },
      ],
      compact: true,
    }
    const said = searchOf(view)
    expect(said).toEqual({
      columns: 'trait:size%2C in people,score:engagement,stage',
      widths: ',90',
      density: 'compact',
    })
    expect(viewOf(readViewSearch({ ...said }))).toEqual(view)
  })

  test('no columns at all is a view too', () => {
    expect(viewOf(searchOf({ columns: [], compact: false }))).toEqual({ columns: [], compact: false })
  })

  test('nonsense is left out: unknown columns, those that come twice, widths out of bounds', () => {
    const view = viewOf(
      readViewSearch({ columns: 'stage,nonsense,stage,trait:,name,owner', widths: '9,99999', density: 'huge' }),
    )
    expect(view).toEqual({
      columns: [
        { name: 'stage', width: 60 },
        { name: 'owner', width: 800 },
      ],
      compact: false,
    })
  })

  test('twenty columns at most', () => {
    const columns = Array.from({ length: 30 }, (_, index) => `trait:t${index}`).join()
    expect(viewOf({ columns })?.columns).toHaveLength(20)
  })

  test('a column is moved, and stays where there is no place', () => {
    expect(movedColumn(usualView, 1, 0).columns.map(({ name }) => name)).toEqual([
      'stage',
      'account',
      'since',
      'source',
      'active',
    ])
    expect(movedColumn(usualView, 0, -1)).toBe(usualView)
    expect(movedColumn(usualView, 4, 5)).toBe(usualView)
  })
})
