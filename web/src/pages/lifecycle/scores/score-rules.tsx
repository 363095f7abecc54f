import { IconPlus } from '@tabler/icons-react'
import { studioWords } from '../../../words/studio-en.ts'
import { CriteriaEditor } from '../criteria/criteria-editor.tsx'
import { LimitInput, NumberInput } from '../fields/amount-inputs.tsx'
import { ChoiceInput } from '../fields/choice-input.tsx'
import { WhereInput } from '../fields/condition-input.tsx'
import fields from '../fields/fields.module.css'
import { NamesInput } from '../fields/names-input.tsx'
import { Tool } from '../fields/tool.tsx'
import { TypedInput } from '../fields/typed-input.tsx'
import { moveItem } from '../model/criteria-edits.ts'
import { isListValue, isMapValue, type Path, type Value, valueAt } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import styles from './scores.module.css'

const { scores: words } = studioWords
const SORTS = ['page', 'screen', 'conversion', 'subscription']

interface ScoreRulesProps {
  readonly path: Path
  /** Null: rules that are in no group. */
  readonly group: string | null
  readonly onRemove: (() => void) | null
}

/** The rules of a group, each a row; and the group's own cap. */
export function ScoreRules({ path, group, onRemove }: ScoreRulesProps) {
  const { root, set } = useStudio()
  const found = valueAt(root, path)
  const rules = isListValue(found) ? found : []
  const name = group === null ? words.ungrouped : words.group(group)
  const home = path.slice(0, -1)
  const add = (value: Value) => set([...path, rules.length], value)
  return (
    <section className={styles['rules']} aria-label={name}>
      <header className={fields['head']}>
        <h4>{name}</h4>
        {group !== null && (
          <span className={fields['pair']}>
            <span className={fields['word']}>{studioWords.label('name')}</span>
            <TypedInput
              label={`${name}: ${studioWords.label('name')}`}
              size="name"
              value={String(valueAt(root, [...home, 'name']) ?? '')}
              onSet={(text) => set([...home, 'name'], text === '' ? undefined : text)}
            />
            <span className={fields['word']}>{studioWords.label('cap')}</span>
            <NumberInput
              label={`${name}: ${studioWords.label('cap')}`}
              value={valueAt(root, [...home, 'cap'])}
              onSet={(cap) => set([...home, 'cap'], cap)}
            />
            <ChoiceInput
              label={`${name}: ${studioWords.label('match')}`}
              value={String(valueAt(root, [...home, 'match']) ?? '')}
              orNone={studioWords.choice('all')}
              options={['all', 'first'].map((one) => ({ value: one, label: studioWords.choice(one) }))}
              onSet={(match) => set([...home, 'match'], match === '' ? undefined : match)}
            />
            {onRemove !== null && <Tool icon="remove" label={studioWords.remove(name)} onClick={onRemove} />}
          </span>
        )}
      </header>
      {rules.length > 0 && (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{words.columns.rule}</th>
              <th scope="col">{words.columns.points}</th>
              <th scope="col">{words.columns.limit}</th>
              <th scope="col">{words.columns.by}</th>
              <th scope="col">
                <span className="for-readers-only">{studioWords.criteria.more}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule, index) => (
              <Rule
                // A rule is where it stands.
                // biome-ignore lint/suspicious/noArrayIndexKey: the place is the key
                key={index}
                path={[...path, index]}
                rule={rule}
                count={rules.length}
                label={`${name}, ${words.rule(index)}`}
              />
            ))}
          </tbody>
        </table>
      )}
      <div className={fields['pair']}>
        <button
          type="button"
          className={fields['button']}
          onClick={() => add({ event: 'Content Downloaded', points: 10 })}
        >
          <IconPlus size={13} aria-hidden="true" />
          {words.addEvent}
        </button>
        <button
          type="button"
          className={fields['button']}
          onClick={() => add({ if: { email: 'corporate' }, points: 10 })}
        >
          <IconPlus size={13} aria-hidden="true" />
          {words.addCondition}
        </button>
      </div>
    </section>
  )
}

interface RuleProps {
  readonly path: Path
  readonly rule: Value
  readonly count: number
  readonly label: string
}

function Rule({ path, rule, count, label }: RuleProps) {
  const { set, change } = useStudio()
  const own = isMapValue(rule) ? rule : {}
  const at = Number(path.at(-1))
  const list = path.slice(0, -1)
  const events = isListValue(own['event']) ? own['event'].map(String) : [String(own['event'] ?? '')]
  const isEvent = own['event'] !== undefined
  return (
    <tr>
      <td>
        {isEvent ? (
          <span className={fields['pair']}>
            <NamesInput
              label={`${label}: ${studioWords.label('event')}`}
              values={events.filter((one) => one !== '')}
              also={SORTS}
              suggest={{ of: 'events' }}
              onSet={(names) =>
                names.length > 0 && set([...path, 'event'], names.length === 1 ? (names[0] ?? '') : names)
              }
            />
            <span className={fields['word']}>{own['where'] === undefined ? '' : studioWords.before('where')}</span>
            <WhereInput
              label={label}
              value={own['where']}
              event={events[0]}
              onSet={(where) => set([...path, 'where'], where)}
            />
          </span>
        ) : (
          <CriteriaEditor path={[...path, 'if']} label={studioWords.label('if')} />
        )}
      </td>
      <td>
        <NumberInput
          label={`${label}: ${words.columns.points}`}
          value={own['points']}
          onSet={(points) => points !== undefined && set([...path, 'points'], points)}
        />
      </td>
      <td>
        {isEvent && (
          <LimitInput
            label={`${label}: ${words.columns.limit}`}
            value={own['at_most']}
            onSet={(limit) => set([...path, 'at_most'], limit)}
          />
        )}
      </td>
      <td>
        {isEvent && (
          <ChoiceInput
            label={`${label}: ${words.columns.by}`}
            value={String(own['by'] ?? '')}
            orNone={studioWords.choice('anyone')}
            options={['human', 'anyone'].map((one) => ({ value: one, label: studioWords.choice(one) }))}
            onSet={(by) => set([...path, 'by'], by === '' ? undefined : by)}
          />
        )}
      </td>
      <td>
        <span className={fields['tools']}>
          <Tool
            icon="up"
            label={studioWords.up(label)}
            isOff={at === 0}
            onClick={() => change(moveItem(list, count, at, at - 1))}
          />
          <Tool
            icon="down"
            label={studioWords.down(label)}
            isOff={at === count - 1}
            onClick={() => change(moveItem(list, count, at, at + 1))}
          />
          <Tool
            icon="remove"
            label={studioWords.remove(label)}
            onClick={() =>
              count === 1 && !list.includes('groups') ? set(list, undefined) : change([{ do: 'remove', path }])
            }
          />
        </span>
      </td>
    </tr>
  )
}
