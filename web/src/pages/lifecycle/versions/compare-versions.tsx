import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { comparedQuery, versionQuery } from '../../../api/lifecycle.ts'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { draftWords } from '../../../words/drafts-en.ts'
import { Differences } from '../differences.tsx'
import fields from '../fields/fields.module.css'
import { stretchesOf } from '../model/hunks.ts'
import section from '../section.module.css'
import styles from './versions-tab.module.css'

const { versions: text } = draftWords
/** Lines around a difference that are shown with it. */
const AROUND = 2

/** What differs between any two versions, in words and as they are written. */
export function CompareVersions({ versions }: { readonly versions: readonly number[] }) {
  const [newest = 1, before = 1] = versions
  const [from, setFrom] = useState(before)
  const [to, setTo] = useState(newest)
  const words = useQuery(comparedQuery(from, to))
  const [was, now] = [useQuery(versionQuery(from)), useQuery(versionQuery(to))]
  const pick = (label: string, value: number, set: (version: number) => void) => (
    <label className={styles['pick']}>
      {label}{' '}
      <select
        className={fields['select'] ?? ''}
        value={value}
        onChange={({ currentTarget }) => set(Number(currentTarget.value))}
      >
        {versions.map((version) => (
          <option key={version}>{version}</option>
        ))}
      </select>
    </label>
  )
  return (
    <section className={section['section']} aria-labelledby="compare-versions">
      <h2 id="compare-versions" className={section['title']}>
        {text.compare}
      </h2>
      <p className={styles['picks']}>
        {pick(text.from, from, setFrom)} {pick(text.to, to, setTo)}
      </p>
      {words.isError && <ProblemNote error={words.error} onRetry={() => void words.refetch()} />}
      {words.isPending && <PlaceholderRows />}
      {words.data !== undefined && (
        <>
          <h3 className={styles['part']}>{text.inWords}</h3>
          {words.data.differences.length === 0 ? (
            <p>{text.same}</p>
          ) : (
            <Differences differences={words.data.differences} />
          )}
        </>
      )}
      {was.data !== undefined && now.data !== undefined && (
        <>
          <h3 className={styles['part']}>{text.asText}</h3>
          <TextDifference was={was.data.document} now={now.data.document} />
        </>
      )}
    </section>
  )
}

interface Line {
  readonly id: string
  readonly kind: 'gone' | 'come' | 'same' | 'cut'
  readonly text: string
}

function TextDifference({ was, now }: { readonly was: string; readonly now: string }) {
  const lines = useMemo(() => linesOf(was, now), [was, now])
  if (lines.length === 0) return <p>{text.sameText}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={styles['text']} aria-label={text.asText} tabIndex={0}>
      {lines.map(({ id, kind, text: line }) => (
        <div key={id} data-kind={kind}>
          {kind === 'gone' ? (
            <del>− {line}</del>
          ) : kind === 'come' ? (
            <ins>+ {line}</ins>
          ) : kind === 'cut' ? (
            '⋯'
          ) : (
            `  ${line}`
          )}
        </div>
      ))}
    </section>
  )
}

function linesOf(was: string, now: string): readonly Line[] {
  const base = was.split('\n')
  const stretches = stretchesOf(base, now.split('\n'), base)
  const isSame = (one: (typeof stretches)[number]) => one.base === one.mine
  if (stretches.every(isSame)) return []
  let next = 0
  const line = (kind: Line['kind'], said: string): Line => ({ id: `${next++}`, kind, text: said })
  return stretches.flatMap((one, at) => {
    if (!isSame(one))
      return [...one.base.map((said) => line('gone', said)), ...one.mine.map((said) => line('come', said))]
    const [head, tail] = [at === 0 ? 0 : AROUND, at === stretches.length - 1 ? 0 : AROUND]
    if (one.base.length <= head + tail) return one.base.map((said) => line('same', said))
    return [
      ...one.base.slice(0, head).map((said) => line('same', said)),
      line('cut', ''),
      ...one.base.slice(one.base.length - tail).map((said) => line('same', said)),
    ]
  })
}
