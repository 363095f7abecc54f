import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { suggestionsQuery } from '../../../api/studio.ts'
import { notify } from '../../../components/notice.ts'
import { StageGlyph } from '../../../components/stage/stage-glyph.tsx'
import { beginWords } from '../../../words/begin-en.ts'
import { Conditions } from '../map/definition-part.tsx'
import { applyEdits } from '../model/patch.ts'
import { valueAt } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import styles from './begin.module.css'
import { BeginSection } from './begin-section.tsx'
import { type Proposal, proposalsFor } from './next-stage.ts'
import { ProposalEffect } from './proposal-effect.tsx'

const route = getRouteApi('/lifecycle')
const { next: words } = beginWords

/** Proposes the next stage, shows what it would change, and puts it into the draft. */
export function NextStagePanel({ onClose }: { readonly onClose: () => void }) {
  const studio = useStudio()
  const latest = useRef(studio)
  latest.current = studio
  const navigate = route.useNavigate()
  const points = useQuery(suggestionsQuery({ of: 'points' })).data
  const seen = useMemo(() => (points?.items ?? []).map(({ value }) => String(value)), [points])
  const proposals = useMemo(() => proposalsFor(studio.root, (key) => words.names[key], seen), [studio.root, seen])
  const [wanted, setWanted] = useState<string | null>(null)
  const chosen = proposals.find(({ key }) => key === wanted) ?? proposals[0]
  const candidate = useMemo(
    () => (chosen === undefined ? null : applyEdits(studio.text, chosen.edits)),
    [studio.text, chosen],
  )
  const add = ({ key, edits }: Proposal) => {
    studio.change(edits)
    notify({
      text: words.added(words.names[key]),
      action: { label: words.undo, run: () => latest.current.undo?.() },
    })
    void navigate({ search: ({ begin: _, ...rest }) => ({ ...rest, edit: key }), resetScroll: false })
  }
  if (chosen === undefined)
    return (
      <BeginSection title={words.title} onClose={onClose}>
        <p>{words.all}</p>
      </BeginSection>
    )
  const name = words.names[chosen.key]
  return (
    <BeginSection title={words.title} onClose={onClose}>
      <p className={styles['advice']}>{words.intro}</p>
      <div className={styles['next']}>
        <fieldset className={styles['choices']}>
          <legend>{words.choose}</legend>
          {proposals.map((one, index) => (
            <label key={one.key} data-chosen={one === chosen || undefined}>
              <input
                type="radio"
                name="next-stage"
                value={one.key}
                checked={one === chosen}
                onChange={() => setWanted(one.key)}
              />
              <span>
                {words.names[one.key]}
                {index === 0 && <span className={styles['advised']}>{words.advised}</span>}
              </span>
            </label>
          ))}
        </fieldset>
        <div className={styles['proposal']}>
          <h3>
            <StageGlyph ripe={chosen.isDetour ? null : 0.5} />
            {name}
            <span>{chosen.isDetour ? words.aside : words.between(chosen.after, chosen.before)}</span>
          </h3>
          <p>{words.why[chosen.key]}</p>
          <h4>{words.criteria}</h4>
          <Entry proposal={chosen} />
          <h4>{words.effect}</h4>
          <ProposalEffect stage={chosen.key} name={name} candidate={candidate} />
          <div className={styles['actions']}>
            <Button size="xs" disabled={candidate === null || !studio.isReadable} onClick={() => add(chosen)}>
              {words.add}
            </Button>
          </div>
        </div>
      </div>
    </BeginSection>
  )
}

function Entry({ proposal: { value } }: { readonly proposal: Proposal }) {
  const [mode, by, when] = ['mode', 'by', 'when'].map((key) => valueAt(value, ['entry', key]))
  const said =
    mode === 'manual'
      ? words.byHand(String(by))
      : mode === 'approval'
        ? words.approval(String(by))
        : when === undefined
          ? words.exits
          : words.automatic
  return (
    <>
      <p>{said}</p>
      <Conditions value={when} />
    </>
  )
}
