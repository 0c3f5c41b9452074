import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Medium } from '../message-terms.ts'
import type { Gateway, HandedOver, Parcel } from './gateway.ts'

export interface SmtpSettings {
  media: readonly Medium[]
  host: string
  port: number
  /** TLS from the first byte; else STARTTLS where it is offered, and `requireTls` insists on it */
  secure: boolean
  requireTls: boolean
  from: string
  user: string | null
  password: string | null
  seconds: number
}

/**
 * A mail server. It does not know a mail again, so the last moment at which it cannot have taken it is written down first: `committing` is awaited
 * after the text and before its end. An answer is an answer, a yes or a no; cut off in between stays in doubt.
 */
export const smtpGateway = (settings: SmtpSettings): Gateway => ({
  name: 'smtp',
  media: settings.media,
  actsOnce: false,
  async handOver(parcel, committing, signal) {
    const mail = await composed(parcel, settings.from)
    signal.throwIfAborted()
    return new Delivery(settings).run(parcel.to, mail, committing)
  },
})

const composed = (parcel: Parcel, from: string): Promise<Buffer> => {
  const subject = parcel.title ?? `${parcel.from.outlet} ${parcel.from.name}的问候`
  const domain = from.split('@').at(-1)?.replace(/>$/, '') ?? 'localhost'
  const mail = new MailComposer({
    from: { name: `${parcel.from.outlet} ${parcel.from.name}`, address: from },
    to: parcel.to,
    subject,
    text: parcel.body,
    messageId: `<${parcel.key}@${domain}>`,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return mail.compile().build()
}

/** One mail over one connection. */
class Delivery {
  readonly #settings: SmtpSettings
  readonly #connection: SMTPConnection
  /** the end of the text may have been written */
  #ended = false
  /** our own book could not be written */
  #bookProblem: unknown

  constructor(settings: SmtpSettings) {
    this.#settings = settings
    const { host, port, secure, requireTls, seconds } = settings
    const milliseconds = seconds * 1_000
    this.#connection = new SMTPConnection({
      host,
      port,
      secure,
      requireTLS: requireTls,
      connectionTimeout: milliseconds,
      greetingTimeout: milliseconds,
      socketTimeout: milliseconds,
    })
  }

  async run(to: string, mail: Buffer, committing: () => Promise<void>): Promise<HandedOver> {
    try {
      await this.#step((done) => this.#connection.connect(done))
      const { user, password } = this.#settings
      if (user !== null && password !== null)
        await this.#step((done) => this.#connection.login({ credentials: { user, pass: password } }, done))
      return { outcome: 'accepted', reference: await this.#send(to, mail, committing) }
    } catch (error) {
      if (this.#bookProblem !== undefined) throw this.#bookProblem
      return this.#problem(error)
    } finally {
      this.#connection.close()
    }
  }

  /** The end of the text is what the server answers to; the book is written before it. */
  async #send(to: string, mail: Buffer, committing: () => Promise<void>): Promise<string | null> {
    const text = Readable.from(
      (async function* (delivery: Delivery) {
        yield mail
        try {
          await committing()
        } catch (error) {
          delivery.#bookProblem = error
          throw error
        }
        delivery.#ended = true
      })(this),
    )
    const envelope = { from: this.#settings.from, to: [to] }
    const info = await this.#step<{ response?: string }>((done) =>
      this.#connection.send(envelope, text, (error, sent) => done(error ?? undefined, sent)),
    )
    return info?.response ?? null
  }

  /** A callback of the connection as a promise; the connection's own errors end it as well. */
  #step<T>(begin: (done: (error?: Error | null, value?: T) => void) => void): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const failed = (error: Error) => reject(error)
      this.#connection.once('error', failed)
      begin((error, value) => {
        this.#connection.removeListener('error', failed)
        if (error) reject(error)
        else resolve(value)
      })
    })
  }

  #problem(error: unknown): HandedOver {
    const code = responseCode(error)
    const why = error instanceof Error ? error.message : String(error)
    if (code >= 500) return { outcome: 'refused', why }
    if (code >= 400 || !this.#ended) return { outcome: 'later', why, certain: true }
    return { outcome: 'in_doubt', why }
  }
}

const responseCode = (error: unknown): number =>
  error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0
