import { z } from 'zod'
import type { SlotOf } from '../aggregates.ts'
import { isObject, type Json } from '../json.ts'
import type { ContactState } from '../lifecycle/state.ts'
import { message } from '../message.ts'
import type { Criterion } from './criterion.ts'
import { unknownName } from './unknown-name.ts'

const settings = z.union([
  z.string().min(1).describe('the key of a checklist: all its questions are answered'),
  z.strictObject({
    key: z.string().min(1).describe('the key of a checklist'),
    questions: z.array(z.string().min(1)).min(1).optional().describe('these questions are answered (default: all)'),
  }),
])
type Settings = z.infer<typeof settings>

const partsOf = (given: Settings): Exclude<Settings, string> => (typeof given === 'string' ? { key: given } : given)
const isAnswer = (value: Json | undefined) =>
  value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '')

/** The questions of a checklist are answered: `{ checklist: discovery }`. */
export const checklist: Criterion<Settings> = {
  kind: 'checklist',
  key: 'checklist',
  settings,
  check(given, names) {
    const { key } = partsOf(given)
    return names.checklists.includes(key)
      ? []
      : [{ path: typeof given === 'string' ? [] : ['key'], message: unknownName('checklist', key, names.checklists) }]
  },
  bind(given, binder) {
    const { key, questions = binder.questions(key) } = partsOf(given)
    const slot = binder.slot({ keep: 'value', path: `answers.${key}`, first: false })
    const kept = (state: ContactState) => state.slots[slot] as SlotOf['value']
    const answered = (state: ContactState) => {
      const answers = kept(state)?.[0]
      return isObject(answers) ? questions.filter((question) => isAnswer(answers[question])) : []
    }
    return {
      test: (state) => questions.length > 0 && answered(state).length === questions.length,
      until: () => null,
      awaits: [],
      latest: (state) => kept(state)?.[1] ?? null,
      observed: (state) => ({ answered: answered(state), of: questions.length }),
    }
  },
  says(given) {
    const { key, questions } = partsOf(given)
    return message('criteria.checklist', questions === undefined ? { checklist: key } : { checklist: key, questions })
  },
}
