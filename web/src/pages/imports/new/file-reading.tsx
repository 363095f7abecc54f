import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ImportPreview, ReadingOptions } from '../../../../../server/src/contract/imports.ts'
import type { FileReading } from '../../../api/imports.ts'
import { importWords } from '../../../words/imports-en.ts'
import styles from './new-import.module.css'

const { create: text } = importWords

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'iso-8859-1', 'windows-1252'] as const

type Times = Pick<ReadingOptions, 'dates' | 'timezone'>

interface FileReadingControlsProps {
  readonly preview: ImportPreview
  readonly reading: FileReading
  readonly onRead: (reading: FileReading) => void
  readonly times: Times
  readonly onTimes: (times: Times) => void
}

/** Of dates that could be two days: how they are meant. */
const orders = {
  day: ['D/M/YYYY', 'D.M.YYYY', 'D-M-YYYY', 'D/M/YY', 'D.M.YY'],
  month: ['M/D/YYYY', 'M-D-YYYY', 'M/D/YY'],
}

/** How the file is read: what was found, and the choice to say otherwise. */
export function FileReadingControls({ preview, reading, onRead, times, onTimes }: FileReadingControlsProps) {
  const [zone, setZone] = useState(times.timezone ?? '')
  const order = times.dates === undefined ? '' : times.dates.join() === orders.day.join() ? 'day' : 'month'
  const encoding = preview.byteOrderMark ? text.withMark(preview.encoding) : preview.encoding
  return (
    <section className={styles['reading']} aria-label={text.reading}>
      <NativeSelect
        size="xs"
        label={text.encoding}
        value={reading.encoding ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onRead({ ...reading, encoding: encodings.find((one) => one === value) })
        }
        data={[
          { value: '', label: reading.encoding === undefined ? text.found(encoding) : text.found('') },
          ...encodings.map((value) => ({ value, label: value })),
        ]}
      />
      {preview.format === 'csv' && (
        <NativeSelect
          size="xs"
          label={text.delimiter}
          value={reading.delimiter ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onRead({ ...reading, delimiter: value === '' ? undefined : (value as ',' | ';' | '\t') })
          }
          data={[
            {
              value: '',
              label: text.found(
                reading.delimiter === undefined ? (text.delimiters[preview.delimiter ?? ''] ?? '') : '',
              ),
            },
            ...Object.entries(text.delimiters).map(([value, label]) => ({ value, label })),
          ]}
        />
      )}
      <NativeSelect
        size="xs"
        label={text.dates}
        value={order}
        onChange={({ currentTarget: { value } }) => {
          const { dates: _, ...rest } = times
          onTimes(value === 'day' || value === 'month' ? { ...rest, dates: orders[value] } : rest)
        }}
        data={[
          { value: '', label: text.datesAsIs },
          { value: 'day', label: text.datesDay },
          { value: 'month', label: text.datesMonth },
        ]}
      />
      <TextInput
        size="xs"
        label={text.zone}
        placeholder={text.zoneDefault}
        value={zone}
        list="zones"
        onChange={({ currentTarget: { value } }) => setZone(value)}
        onBlur={() => {
          const { timezone: _, ...rest } = times
          onTimes(zone.trim() === '' ? rest : { ...rest, timezone: zone.trim() })
        }}
      />
      <datalist id="zones">
        {Intl.supportedValuesOf('timeZone').map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </section>
  )
}
