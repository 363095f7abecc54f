import { useRef } from 'react'
import type { MappingCheck } from '../../../../../server/src/contract/imports.ts'
import { FaultList } from '../../../components/editor/fault-list.tsx'
import { goToPlace, TextEditor } from '../../../components/editor/text-editor.tsx'
import { importWords } from '../../../words/imports-en.ts'

const { create: text } = importWords

interface MappingTextProps {
  readonly mapping: string
  readonly faults: MappingCheck['faults']
  readonly onChange: (mapping: string) => void
}

/** The mapping as text, with its faults. */
export function MappingText({ mapping, faults, onChange }: MappingTextProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  return (
    <div>
      <TextEditor
        ref={area}
        label={text.text}
        value={mapping}
        marks={faults.map(({ line, column }) => ({ line, column, level: 'fault' }))}
        onChange={onChange}
        describedBy="mapping-faults"
      />
      <FaultList id="mapping-faults" faults={faults} onGo={(place) => goToPlace(area.current, place)} />
    </div>
  )
}
