import { IconArrowsRightLeft, IconGripVertical } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import type { KeyboardEvent } from 'react'
import { StageGlyph } from '../../../components/stage/stage-glyph.tsx'
import { mapWords as words } from '../../../words/map-en.ts'
import styles from './map.module.css'
import type { Drop } from './map-edits.ts'
import type { MapNode } from './map-graph.ts'
import type { StageCount } from './use-stage-counts.ts'

export interface NodeData extends Record<string, unknown> {
  readonly node: MapNode
  readonly count: StageCount | undefined
  /** Place in the order from 1, and how many there are. */
  readonly place: readonly [number, number]
  readonly isChosen: boolean
  /** A stage is held over this one. */
  readonly drop: Drop['where'] | null
  readonly onOpen: (key: string) => void
  readonly onArrow: (key: string, event: KeyboardEvent) => void
  readonly onFocus: (key: string) => void
}

export const nodeId = (key: string): string => `map-${key}`

const sides = [Position.Top, Position.Right, Position.Bottom, Position.Left]

/** A stage as a box: its name, who owns it, how one gets in, how many are in it. The name opens it. */
export function StageNode({ data }: NodeProps<Node<NodeData, 'stage'>>) {
  const { node, count, isChosen, drop, onOpen, onArrow, onFocus } = data
  const { key, name, owner, ripe, section, mode, isGate, isFromAnywhere, isHandedOver } = node
  return (
    <div
      className={styles['box']}
      data-detour={section === 'detours' || undefined}
      data-chosen={isChosen || undefined}
      data-drop={drop ?? undefined}
    >
      {sides.map((side) => (
        <Handle
          key={side}
          id={side}
          type="source"
          position={side}
          className={styles['handle'] ?? ''}
          aria-hidden="true"
        />
      ))}
      <button
        type="button"
        id={nodeId(key)}
        className={styles['open']}
        aria-current={isChosen ? 'true' : undefined}
        onClick={() => onOpen(key)}
        onKeyDown={(event) => onArrow(key, event)}
        onFocus={() => onFocus(key)}
      >
        <StageGlyph ripe={ripe} size={13} />
        <span className={styles['name']} title={name}>
          {name}
        </span>
        <span className="for-readers-only">
          , {section === 'detours' ? words.detour : words.place(...data.place)}
          {isGate && `, ${words.gate}`}
          {isFromAnywhere && `, ${words.anywhere}`}
          {isHandedOver && `, ${words.handedOver}`}
        </span>
      </button>
      <p className={styles['owner']}>
        {owner ?? words.noOwner} · {words.mode(mode)}
      </p>
      <p className={styles['people']}>
        {count === undefined ? (
          <span className={styles['new']}>{words.isNew}</span>
        ) : (
          <Counts name={name} stage={key} count={count} />
        )}
        {isHandedOver && <IconArrowsRightLeft size={13} aria-hidden="true" className={styles['mark'] ?? ''} />}
        {isGate && <span className={styles['tag']}>{words.gate}</span>}
        {isFromAnywhere && <span className={styles['tag']}>{words.anywhere}</span>}
      </p>
      {drop !== null && (
        <span className={styles['drop']} data-where={drop}>
          {drop === 'before' ? words.before(name) : words.after(name)}
        </span>
      )}
      <IconGripVertical size={14} aria-hidden="true" className={styles['grip'] ?? ''} />
    </div>
  )
}

/** Doors for the mouse; by keyboard one finds them in the panel and in the list. */
function Counts({ name, stage, count }: { readonly name: string; readonly stage: string; readonly count: StageCount }) {
  const door = { stage, ...(count.track === null ? {} : { track: count.track }) }
  return (
    <>
      <Link to="/contacts" search={door} tabIndex={-1} className={`nodrag ${styles['door']}`}>
        {words.now(count.now)}
        <span className="for-readers-only"> {words.nowIn(name)}</span>
      </Link>
      {count.moved !== null && count.moved > 0 && (
        <Link to="/contacts" search={{ ...door, moved: 'in' }} tabIndex={-1} className={`nodrag ${styles['door']}`}>
          {words.moved(count.moved)}
          <span className="for-readers-only"> {words.movedIn(name)}</span>
        </Link>
      )}
    </>
  )
}
