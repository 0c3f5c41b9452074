import { Agent, request } from 'node:http'

export interface Answer {
  status: number
  body: string
  cookie: string | undefined
}

export interface Session {
  /** GET when there is no body, else POST, below /api/v1 */
  ask(path: string, body?: object): Promise<Answer>
  close(): void
}

/** Signs in over kept-alive connections, as one browser a connection would. Throws with the server's text when it refuses. */
export async function signIn(url: string, login: string, password: string, connections: number): Promise<Session> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  let cookie = ''
  const ask = (path: string, body?: object): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const text = body && JSON.stringify(body)
      const headers = {
        'x-liuke-client': 'bench',
        cookie,
        ...(text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {}),
      }
      const asked = request(`${url}/api/v1${path}`, { agent, method: text ? 'POST' : 'GET', headers }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () => {
          const set = answer.headers['set-cookie']?.[0]?.split(';')[0]
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString(), cookie: set })
        })
      })
      asked.on('error', reject)
      asked.end(text)
    })
  const signedIn = await ask('/session', { login, password })
  if (signedIn.status !== 200 || !signedIn.cookie) throw new Error(`sign-in of ${login} at ${url}: ${signedIn.status} ${signedIn.body}`)
  cookie = signedIn.cookie
  return { ask, close: () => agent.destroy() }
}
