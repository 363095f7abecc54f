import { createTransport } from 'nodemailer'
import type { Logger } from 'pino'

interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface Mail {
  /** Whether a server is set; without one, letters are printed to the log. */
  readonly there: boolean
  /** Hands a letter to the server; false where there is none, or it did not take it. */
  send(letter: Letter): Promise<boolean>
  /** Waits for what is on its way. */
  close(): Promise<void>
}

export interface MailSettings {
  /** As in smtps://user:password@mail.example.com:465. */
  readonly server: string | null
  /** Whom letters come from. */
  readonly from: string
}

const TIMEOUT_MS = 15_000

/** Letters of Ripen to the people who use it. */
export function createMail({ server, from }: MailSettings, log: Logger): Mail {
  const transport =
    server === null
      ? null
      : createTransport(server, {
          from,
          connectionTimeout: TIMEOUT_MS,
          greetingTimeout: TIMEOUT_MS,
          socketTimeout: TIMEOUT_MS,
          disableFileAccess: true,
          disableUrlAccess: true,
        } as object)
  const sending = new Set<Promise<unknown>>()
  return {
    there: transport !== null,
    async send({ to, subject, text }) {
      if (transport === null) {
        log.warn(
          `No mail server is set (RIPEN_SMTP_URL), so this is for you to pass on.\nTo: ${to}\n${subject}\n\n${text}`,
        )
        return false
      }
      const sent = transport.sendMail({ from, to: { name: '', address: to }, subject, text })
      sending.add(sent)
      try {
        await sent
        return true
      } catch (error) {
        log.error(error, `The mail server did not take a letter to ${to}`)
        return false
      } finally {
        sending.delete(sent)
      }
    },
    async close() {
      await Promise.allSettled(sending)
      transport?.close()
    },
  }
}
