import { createServer, type IncomingHttpHeaders } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** Calls back when some work is done, with what it threw. */
async function answer(work: () => Promise<void>, done: (error?: Error | null) => void): Promise<void> {
  let problem: Error | null = null
  try {
    await work()
  } catch (error) {
    problem = error instanceof Error ? error : new Error(String(error))
  }
  done(problem)
}

interface MailHooks {
  /** before the recipient is answered for */
  onRecipient?: () => Promise<void>
  /** after the mail came, before it is answered for; may refuse by throwing an error with `responseCode` */
  onMail?: (text: string) => Promise<void>
}

/** A real mail server on this machine, and what it took. */
export async function openMailServer({ onRecipient = async () => undefined, onMail = async () => undefined }: MailHooks = {}) {
  const taken: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    closeTimeout: 100,
    onRcptTo(_address, _session, done) {
      void answer(onRecipient, done)
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        taken.push(text)
        void answer(async () => {
          try {
            await onMail(text)
          } catch (error) {
            taken.pop()
            throw error
          }
        }, done)
      })
    },
  })
  // who is killed leaves a broken connection behind
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return { port, taken, close: () => new Promise<void>((resolve) => server.close(resolve)) }
}

export interface TakenRequest {
  headers: IncomingHttpHeaders
  body: string
}

/** A bank's gateway on this machine: it answers as told, and acts once for one idempotency key. */
export async function openBankGateway(answer: (request: TakenRequest, nth: number) => number | Promise<number> = () => 202) {
  const requests: TakenRequest[] = []
  const acted = new Map<string, TakenRequest>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const told = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') }
      requests.push(told)
      void Promise.resolve(answer(told, requests.length)).then((status) => {
        const key = String(told.headers['idempotency-key'])
        if (status < 300 && !acted.has(key)) acted.set(key, told)
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `G-${key.slice(0, 8)}` }))
      })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  return { url: `http://127.0.0.1:${port}/send`, requests, acted, close }
}
