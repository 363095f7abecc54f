import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { PeopleLink } from '../../../components/door/people-link.tsx'
import { SidePanel } from '../../../components/frame/side-panel.tsx'
import { StageGlyph } from '../../../components/stage/stage-glyph.tsx'
import { mapWords } from '../../../words/map-en.ts'
import { StagePanel } from '../stages/stage-panel.tsx'
import { useStudio } from '../studio/studio-context.ts'
import { Part } from './definition-part.tsx'
import { mapOf } from './map-graph.ts'
import { StageDefinition } from './stage-definition.tsx'
import styles from './stage-side.module.css'
import { useStageCounts } from './use-stage-counts.ts'

const route = getRouteApi('/lifecycle')
const { panel: words } = mapWords

/** A stage at the side of the map: what it is in words, and its editors. */
export function StageSide({ stage }: { readonly stage: string }) {
  const { root, isReadable } = useStudio()
  const navigate = route.useNavigate()
  const map = useMemo(() => mapOf(root), [root])
  const node = map.nodes.find(({ key }) => key === stage)
  const count = useStageCounts().get(stage)
  const close = useCallback(
    () => void navigate({ search: ({ edit: _, ...rest }) => rest, resetScroll: false }),
    [navigate],
  )
  const choose = (key: string) =>
    key === '' ? close() : void navigate({ search: (search) => ({ ...search, edit: key }), resetScroll: false })
  const nameOf = (key: string) => map.nodes.find((one) => one.key === key)?.name ?? key
  if (node === undefined)
    return (
      <SidePanel title={stage} onClose={close}>
        <p>{words.gone}</p>
      </SidePanel>
    )
  const door = { stage, ...(count?.track == null ? {} : { track: count.track }) }
  return (
    <SidePanel
      key={stage}
      onClose={close}
      title={
        <span className={styles['title']}>
          <StageGlyph ripe={node.ripe} size={14} />
          {node.name}
        </span>
      }
    >
      <div className={styles['definition']}>
        <Part title={words.counts}>
          {count === undefined ? (
            mapWords.isNew
          ) : (
            <p>
              <PeopleLink count={count.now} door={door} label={mapWords.nowIn(node.name)}>
                {mapWords.now(count.now)}
              </PeopleLink>
              {count.moved !== null && (
                <>
                  {' · '}
                  <PeopleLink count={count.moved} door={{ ...door, moved: 'in' }} label={mapWords.movedIn(node.name)}>
                    {mapWords.moved(count.moved)}
                  </PeopleLink>
                </>
              )}
            </p>
          )}
        </Part>
        <StageDefinition node={node} nameOf={nameOf} />
      </div>
      <details className={styles['edit']}>
        <summary>{words.edit}</summary>
        <div inert={!isReadable}>
          <StagePanel key={`${node.section} ${node.index}`} entry={node} onChoose={choose} />
        </div>
      </details>
    </SidePanel>
  )
}
