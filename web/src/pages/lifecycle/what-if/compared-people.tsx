import type { WhatIfView } from '../../../../../server/src/contract/what-if.ts'
import type { Stages } from '../../../components/stage/stages.ts'
import { TimeAgo } from '../../../components/time-ago.tsx'
import { WhyTree } from '../../../components/why/why-tree.tsx'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import { Person } from '../person.tsx'
import section from '../section.module.css'
import styles from './compared-people.module.css'

const { whatIf: text } = lifecycleWords
const groups = ['dropped', 'added', 'kept'] as const

interface ComparedPeopleProps {
  readonly answer: WhatIfView
  readonly stages: Stages
}

/** Kept, dropped and added: how many, and some of each with the reason. */
export function ComparedPeople({ answer, stages }: ComparedPeopleProps) {
  const stage = stages.find(answer.stage).short
  return (
    <section className={section['section']} aria-labelledby="compared">
      <h2 id="compared" className={section['title']}>
        {text.compared(stage)}
      </h2>
      <div className={styles['groups']}>
        {groups.map((group) => (
          <div key={group} className={styles['group']}>
            <h3 className={styles['count']}>
              {text[group](answer[group])} <span className={section['soft']}>{text[`${group}Hint`]}</span>
            </h3>
            {answer.people[group].length === 0 ? (
              <p className={section['soft']}>{text.noExamples}</p>
            ) : (
              <ul className={styles['people']}>
                {answer.people[group].map((person) => (
                  <li key={person.id}>
                    <Example person={person} stage={stage} isAdded={group === 'added'} />
                  </li>
                ))}
              </ul>
            )}
          </div>
        ))}
      </div>
    </section>
  )
}

interface ExampleProps {
  readonly person: WhatIfView['people']['kept'][number]
  readonly stage: string
  readonly isAdded: boolean
}

function Example({ person, stage, isAdded }: ExampleProps) {
  const { enteredNow, enteredThen, grade, explanation, otherwise, id } = person
  const at = (isAdded ? enteredThen : enteredNow) ?? enteredThen
  return (
    <>
      <Person person={person} />
      <details className={styles['person']}>
        <summary>
          {isAdded ? text.enters(stage) : text.entered(stage)} {at !== null && <TimeAgo at={Date.parse(at)} isPhrase />}
          {grade !== null && `, ${text.grade(grade)}`}
        </summary>
        {explanation !== null && <WhyTree node={explanation} contact={id} events={[]} />}
        {otherwise !== null && (
          <>
            <p className={styles['otherwise']}>{isAdded ? text.butForce : text.butDraft}</p>
            <WhyTree node={otherwise} contact={id} events={[]} />
          </>
        )}
      </details>
    </>
  )
}
