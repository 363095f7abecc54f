import { mapWords } from '../../../words/map-en.ts'
import { isListValue, isMapValue, type Value, valueAt } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import { Conditions, Part } from './definition-part.tsx'
import { HandoffsInWords } from './handoffs-in-words.tsx'
import type { MapNode } from './map-graph.ts'
import styles from './stage-side.module.css'

const { panel: words } = mapWords

interface StageDefinitionProps {
  readonly node: MapNode
  readonly nameOf: (key: string) => string
}

/** What a stage means, in words: who owns it, how one gets in and out, what is handed over. */
export function StageDefinition({ node, nameOf }: StageDefinitionProps) {
  const { root } = useStudio()
  const own = valueAt(root, node.path)
  const says = (key: string) => textOf(valueAt(own, [key]))
  const reasons = names(valueAt(own, ['reasons']))
  return (
    <>
      <Part title={words.meaning}>
        {says('description') ?? <span className={styles['soft']}>{words.noMeaning}</span>}
      </Part>
      <Part title={words.owner}>{node.owner === null ? mapWords.noOwner : teamName(root, node.owner)}</Part>
      <Part title={words.entry}>
        <Entry node={node} own={own} nameOf={nameOf} />
      </Part>
      <Levels levels={valueAt(own, ['levels'])} />
      <Exits exits={valueAt(own, ['exits'])} nameOf={nameOf} />
      {reasons.length > 0 && <Part title={words.reasons}>{reasons.join(', ')}</Part>}
      <HandoffsInWords stage={node.key} nameOf={(key) => teamName(root, key)} />
      <Part title={words.guidance}>
        {says('guidance') ?? <span className={styles['soft']}>{words.noGuidance}</span>}
      </Part>
    </>
  )
}

function Entry({ node, own, nameOf }: { node: MapNode; own: Value | undefined; nameOf: (key: string) => string }) {
  const by = textOf(valueAt(own, ['entry', 'by']))
  const lists = [
    [words.from, names(valueAt(own, ['from']))],
    [words.requires, names(valueAt(own, ['requires']))],
  ] as const
  const coolOff = textOf(valueAt(own, ['cool_off']))
  return (
    <>
      <p>
        {node.mode === null
          ? words.entries.detour
          : node.mode === 'automatic'
            ? words.entries.automatic
            : words.entries[node.mode](by)}
      </p>
      <Conditions value={valueAt(own, ['entry', 'when'])} />
      {lists.map(
        ([label, keys]) =>
          keys.length > 0 && (
            <p key={label}>
              {label} {keys.map(nameOf).join(', ')}.
            </p>
          ),
      )}
      {node.isGate && <p>{words.gate}</p>}
      {valueAt(own, ['locked']) === true && <p>{words.locked}</p>}
      {coolOff !== null && <p>{words.coolOff(coolOff)}</p>}
    </>
  )
}

function Levels({ levels }: { readonly levels: Value | undefined }) {
  if (!isListValue(levels) || levels.length === 0) return null
  return (
    <Part title={words.levels}>
      <ul className={styles['items']}>
        {levels.map((level) => {
          const name = textOf(valueAt(level, ['name'])) ?? textOf(valueAt(level, ['key'])) ?? ''
          return (
            <li key={name}>
              <strong>{name}</strong>
              <Conditions value={valueAt(level, ['when'])} />
            </li>
          )
        })}
      </ul>
    </Part>
  )
}

function Exits({ exits, nameOf }: { readonly exits: Value | undefined; readonly nameOf: (key: string) => string }) {
  if (!isListValue(exits) || exits.length === 0) return null
  return (
    <Part title={words.exits}>
      <ul className={styles['items']}>
        {exits.map((exit, index) => {
          const [to, after, reason] = ['to', 'after', 'reason'].map((key) => textOf(valueAt(exit, [key])))
          const conditions = valueAt(exit, ['when']) ?? valueAt(exit, ['if'])
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a way out has no other name than its place
            <li key={index}>
              <strong>{words.exit(nameOf(to ?? ''), after ?? null)}</strong>
              {after != null && conditions !== undefined && words.exitIf}
              <Conditions value={conditions} />
              {reason != null && <p className={styles['soft']}>{`“${reason}”`}</p>}
            </li>
          )
        })}
      </ul>
    </Part>
  )
}

const textOf = (value: Value | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)

const names = (value: Value | undefined): readonly string[] =>
  isListValue(value) ? value.filter((one) => typeof one === 'string') : []

/** A team by the name that the document gives it. */
function teamName(root: Value, key: string): string {
  const teams = valueAt(root, ['teams'])
  const team = isListValue(teams) ? teams.find((one) => isMapValue(one) && one['key'] === key) : undefined
  return textOf(valueAt(team, ['name'])) ?? key.replaceAll('_', ' ')
}
