import { Button } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { uploadFile } from '../../../api/upload-file.ts'
import { ProgressBar } from '../../../components/progress-bar.tsx'
import { sizeText } from '../../../components/size-text.ts'
import { importWords } from '../../../words/imports-en.ts'
import styles from './new-import.module.css'

const route = getRouteApi('/imports/new')
const { create: text } = importWords

interface Sending {
  readonly file: File
  readonly sent: number
  readonly failure: string | null
}

/** Takes a file by drop or by choice, and sends it in parts. */
export function ChooseFile() {
  const navigate = route.useNavigate()
  const [sending, setSending] = useState<Sending | null>(null)
  const [isOver, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const stop = useRef<AbortController>(null)
  useEffect(() => () => stop.current?.abort(), [])

  async function send(file: File) {
    const controller = new AbortController()
    stop.current = controller
    setSending({ file, sent: 0, failure: null })
    try {
      const { id } = await uploadFile(file, (sent) => setSending({ file, sent, failure: null }), controller.signal)
      await navigate({ search: { file: id } })
    } catch (error) {
      if (controller.signal.aborted) setSending(null)
      else setSending({ file, sent: 0, failure: error instanceof Error ? error.message : String(error) })
    }
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file !== undefined) void send(file)
  }

  const isSending = sending !== null && sending.failure === null
  return (
    <>
      <p className={styles['truth']} role="status">
        {isSending ? text.truthSending(sending.file.name) : text.truthChoose}
      </p>
      {isSending ? (
        <section className={styles['sending']}>
          <ProgressBar label={text.truthSending(sending.file.name)} done={sending.sent} total={sending.file.size} />
          <p className={styles['soft']}>{text.sent(sizeText(sending.sent), sizeText(sending.file.size))}</p>
          <Button variant="default" onClick={() => stop.current?.abort()}>
            {text.stop}
          </Button>
        </section>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the button does the same
        <div
          className={styles['drop']}
          data-over={isOver || undefined}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <IconFileUpload size={28} stroke={1.5} aria-hidden="true" />
          <p className={styles['call']}>{text.drop}</p>
          <Button onClick={() => input.current?.click()}>{text.choose}</Button>
          <p className={styles['soft']}>{text.dropHint}</p>
          <input
            ref={input}
            type="file"
            hidden
            aria-label={text.choose}
            accept=".csv,.tsv,.txt,.ndjson,.jsonl,.json"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0]
              if (file !== undefined) void send(file)
            }}
          />
        </div>
      )}
      {sending !== null && sending.failure !== null && (
        <section role="alert" className={styles['refused']}>
          <h2>{text.failed}</h2>
          <p>{sending.failure}</p>
          <Button variant="default" onClick={() => void send(sending.file)}>
            {text.again}
          </Button>
        </section>
      )}
    </>
  )
}
