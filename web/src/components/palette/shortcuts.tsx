import { Fragment } from 'react'
import { paletteWords } from '../../words/palette-en.ts'
import styles from './palette.module.css'
import { PaletteDialog } from './palette-dialog.tsx'

const { lists } = paletteWords

const isApple = /mac|iphone|ipad/i.test(navigator.userAgent)

const groups = [
  {
    name: paletteWords.anywhere,
    keys: [
      [[isApple ? '⌘' : 'Ctrl', 'K'], lists.find],
      [['?'], lists.help],
      [['g', 'h'], lists.home],
      [['g', 'c'], lists.contacts],
      [['g', 'b'], lists.board],
      [['g', 'a'], lists.accounts],
      [['g', 'l'], lists.lifecycle],
      [['g', 'r'], lists.reports],
      [['g', 'i'], lists.imports],
      [['Esc'], lists.close],
    ],
  },
  {
    name: paletteWords.inLists,
    keys: [
      [['/'], lists.search],
      [['j', 'k'], lists.down],
      [['w'], lists.why],
      [['x'], lists.choose],
      [[isApple ? '⌘' : 'Ctrl', 'A'], lists.chooseAll],
      [['f'], lists.filter],
      [['s'], lists.segments],
      [['v'], lists.view],
      [['↵'], lists.open],
    ],
  },
  {
    name: paletteWords.onBoard,
    keys: [
      [['Space'], lists.carry],
      [['←', '→'], lists.column],
      [['Esc'], lists.letGo],
    ],
  },
  {
    name: paletteWords.inStudio,
    keys: [
      [[isApple ? '⌘' : 'Ctrl', 'Z'], lists.undo],
      [[isApple ? '⌘' : 'Ctrl', 'Shift', 'Z'], lists.redo],
      [['Alt', '↑', '↓'], lists.condition],
      [['Alt', '→', '←'], lists.group],
      [['Delete'], lists.remove],
    ],
  },
] as const

/** Every shortcut of the app. */
export function Shortcuts() {
  return (
    <PaletteDialog label={paletteWords.shortcutsTitle}>
      <div className={styles['shortcuts']}>
        <h2 tabIndex={-1}>{paletteWords.shortcutsTitle}</h2>
        {groups.map(({ name, keys }) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl>
              {keys.map(([pressed, does]) => (
                <div key={does}>
                  <dt>
                    {pressed.map((key, at) => (
                      <Fragment key={key}>
                        {at > 0 && ' '}
                        <kbd>{key}</kbd>
                      </Fragment>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </PaletteDialog>
  )
}
