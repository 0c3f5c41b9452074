import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** A real OpenID Connect provider on loopback that vouches for whoever types their number into its form. */
export interface IdentityProvider {
  settings: { issuer: string; client_id: string; client_secret: string }
  /** goes through its pages as a browser would, as `who`; returns the address it sends the browser back to */
  vouch: (authorizationUrl: string, who: string) => Promise<string>
  close: () => Promise<void>
}

const hour = 3_600
const clientId = 'liuke'
const clientSecret = 'a-client-secret-that-must-never-show'

export async function openIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    // consent is the bank's own affair
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId,
        ...(context.oidc.session?.accountId ? { accountId: context.oidc.session.accountId } : {}),
      })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['test'] },
    ttl: { Interaction: hour, Session: hour, Grant: hour, AccessToken: hour, IdToken: hour, AuthorizationCode: 60 },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))

  const vouch: IdentityProvider['vouch'] = async (authorizationUrl, who) => {
    const jar = new Map<string, string>()
    const ask = async (url: string, form?: URLSearchParams) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await fetch(url, { redirect: 'manual', headers: { cookie }, ...(form ? { method: 'POST', body: form } : {}) })
      for (const set of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
        jar.set(name, value)
      }
      return answer
    }
    let url = authorizationUrl
    for (let steps = 0; steps < 10; steps++) {
      const answer = await ask(url)
      const location = answer.headers.get('location')
      if (location !== null) {
        if (location.startsWith(redirectUri)) return location
        url = new URL(location, issuer).href
        continue
      }
      const login = await ask(url, new URLSearchParams({ prompt: 'login', login: who, password: 'x' }))
      url = new URL(login.headers.get('location') ?? '', issuer).href
    }
    throw new Error('the identity provider leads nowhere')
  }
  const close = async () => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  return { settings: { issuer, client_id: clientId, client_secret: clientSecret }, vouch, close }
}
