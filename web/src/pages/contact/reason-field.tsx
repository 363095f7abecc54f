import { NativeSelect, Textarea } from '@mantine/core'
import { words } from '../../words/en.ts'

interface ReasonFieldProps {
  /** Where the stage has some, one of them is to be chosen. */
  readonly reasons: readonly string[]
  readonly value: string
  readonly onChange: (reason: string) => void
}

/** Why the contact is moved. */
export function ReasonField({ reasons, value, onChange }: ReasonFieldProps) {
  if (reasons.length > 0)
    return (
      <NativeSelect
        label={words.move.reason}
        data={[{ value: '', label: words.move.reasonPick }, ...reasons]}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    )
  return (
    <Textarea
      label={words.move.reasonOptional}
      placeholder={words.move.reasonPlaceholder}
      maxLength={500}
      rows={2}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}
