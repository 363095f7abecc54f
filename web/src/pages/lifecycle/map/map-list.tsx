import { PeopleLink } from '../../../components/door/people-link.tsx'
import { StageGlyph } from '../../../components/stage/stage-glyph.tsx'
import { mapWords as words } from '../../../words/map-en.ts'
import styles from './map.module.css'
import type { MapNode, StageMap } from './map-graph.ts'
import type { StageCount } from './use-stage-counts.ts'

interface MapListProps {
  readonly map: StageMap
  readonly counts: ReadonlyMap<string, StageCount>
  readonly chosen: string | null
  readonly onOpen: (key: string) => void
}

/** All that the map shows, in words. */
export function MapList({ map, counts, chosen, onOpen }: MapListProps) {
  const names = new Map(map.nodes.map(({ key, name }) => [key, name]))
  return (
    <details className={styles['list']}>
      <summary>{words.list}</summary>
      {(['stages', 'detours'] as const).map((section) => {
        const own = map.nodes.filter((node) => node.section === section)
        return (
          own.length > 0 && (
            <section key={section} aria-label={words[section]}>
              <h3>{words[section]}</h3>
              <ol>
                {own.map((node) => (
                  <li key={node.key}>
                    <Entry node={node} count={counts.get(node.key)} isChosen={node.key === chosen} onOpen={onOpen} />
                    <p className={styles['ways']}>{leadsTo(node.key, map, names)}</p>
                  </li>
                ))}
              </ol>
            </section>
          )
        )
      })}
    </details>
  )
}

function leadsTo(key: string, { ways }: StageMap, names: ReadonlyMap<string, string>): string {
  const own = ways.filter(({ from }) => from === key)
  if (own.length === 0) return words.noWays
  return `${words.leadsTo}${own.map(({ to, reasons }) => words.wayTo(names.get(to) ?? to, reasons)).join(', ')}.`
}

interface EntryProps {
  readonly node: MapNode
  readonly count: StageCount | undefined
  readonly isChosen: boolean
  readonly onOpen: (key: string) => void
}

function Entry({ node, count, isChosen, onOpen }: EntryProps) {
  const { key, name, owner, ripe, mode, isGate, isFromAnywhere, isHandedOver } = node
  const door = { stage: key, ...(count?.track == null ? {} : { track: count.track }) }
  const said = [
    owner === null ? words.noOwner : words.ownedBy(owner),
    words.mode(mode),
    ...(isGate ? [words.gate] : []),
    ...(isFromAnywhere ? [words.anywhere] : []),
    ...(isHandedOver ? [words.handedOver] : []),
  ]
  return (
    <p className={styles['entry']}>
      <StageGlyph ripe={ripe} />
      <button type="button" className="link" aria-current={isChosen ? 'true' : undefined} onClick={() => onOpen(key)}>
        {name}
      </button>
      <span>{said.join(' · ')}</span>
      {count === undefined ? (
        <span className={styles['new']}>{words.isNew}</span>
      ) : (
        <span>
          <PeopleLink count={count.now} door={door} label={words.nowIn(name)}>
            {words.now(count.now)}
          </PeopleLink>
          {count.moved !== null && (
            <>
              {' · '}
              <PeopleLink count={count.moved} door={{ ...door, moved: 'in' }} label={words.movedIn(name)}>
                {words.moved(count.moved)}
              </PeopleLink>
            </>
          )}
        </span>
      )}
    </p>
  )
}
