/** What kind of answer a question expects. */
type AnswerType = 'text' | 'money' | 'person' | 'date' | 'list'

export interface Question {
  readonly key: string
  readonly text: string
  readonly answer: AnswerType
}

const ask = (key: string, answer: AnswerType, text: string): Question => ({ key, answer, text })

/** The usual frameworks of qualification, as questions for a first talk. */
export const checklistPresets = {
  bant: [
    ask('budget', 'money', 'What may it cost, and is the money there?'),
    ask('authority', 'person', 'Who decides?'),
    ask('need', 'text', 'What do they need it for?'),
    ask('timeline', 'date', 'By when do they want it?'),
  ],
  champ: [
    ask('challenges', 'text', 'What is in their way today?'),
    ask('authority', 'person', 'Who decides?'),
    ask('money', 'money', 'What may it cost, and is the money there?'),
    ask('prioritization', 'text', 'How important is it beside their other plans?'),
  ],
  meddic: [
    ask('metrics', 'text', 'By which figures will they measure it?'),
    ask('economic_buyer', 'person', 'Who can release the money?'),
    ask('decision_criteria', 'list', 'What must an offer have?'),
    ask('decision_process', 'text', 'How will they come to a decision?'),
    ask('identify_pain', 'text', 'What hurts, and what does it cost them?'),
    ask('champion', 'person', 'Who speaks for us there?'),
  ],
  gpct: [
    ask('goals', 'text', 'What do they want to reach?'),
    ask('plans', 'text', 'How do they mean to get there?'),
    ask('challenges', 'text', 'What is in their way?'),
    ask('timeline', 'date', 'By when do they want it?'),
  ],
} as const satisfies Record<string, readonly Question[]>

type ChecklistPreset = keyof typeof checklistPresets

interface ChecklistDocument {
  readonly preset?: ChecklistPreset | undefined
  readonly questions?: readonly { readonly key: string }[] | undefined
}

/** The keys of a checklist's questions: those of its preset, then its own. */
export function questionsOf(checklist: ChecklistDocument | undefined): readonly string[] {
  const preset: readonly Question[] = checklist?.preset === undefined ? [] : checklistPresets[checklist.preset]
  return [...new Set([...preset, ...(checklist?.questions ?? [])].map(({ key }) => key))]
}
