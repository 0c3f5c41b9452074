import * as oidc from 'openid-client'
import { isLoopback, type SingleSignOnSettings } from './settings.ts'

/** What is remembered of a person between leaving for the provider and coming back; it is sealed into a cookie of theirs. */
export interface Journey {
  state: string
  nonce: string
  verifier: string
}

/** The identity provider did not vouch for anybody, or could not be asked. Carries no token and nothing about a person. */
export class ProviderRefused extends Error {}

const callback = '/sso/callback'
const timeoutSeconds = 10

/** The bank's identity provider, by authorisation code with PKCE. It is asked for its own description when first needed, and again after it could not be reached. */
export class Provider {
  readonly settings: SingleSignOnSettings
  #known: Promise<oidc.Configuration> | undefined

  constructor(settings: SingleSignOnSettings) {
    this.settings = settings
  }

  /** Where to send a person, and what to remember. `fresh`: the provider is to ask for the password anew. */
  async leave(fresh: boolean): Promise<{ url: URL; journey: Journey }> {
    const journey = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() }
    const url = oidc.buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: this.#callbackUrl().href,
      scope: 'openid profile',
      state: journey.state,
      nonce: journey.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(journey.verifier),
      code_challenge_method: 'S256',
      ...(fresh ? { prompt: 'login', max_age: '0' } : {}),
    })
    return { url, journey }
  }

  /**
   * Whom the provider vouches for: the claim that settings name. `query` is what the browser brought back. State, nonce, issuer, audience, signature and times of the
   * identity token are checked. Throws {@link ProviderRefused}.
   */
  async arrive(query: URLSearchParams, journey: Journey, fresh: boolean): Promise<string> {
    const url = this.#callbackUrl()
    url.search = query.toString()
    try {
      const configuration = await this.#configuration()
      const tokens = await oidc.authorizationCodeGrant(configuration, url, {
        pkceCodeVerifier: journey.verifier,
        expectedState: journey.state,
        expectedNonce: journey.nonce,
        idTokenExpected: true,
        ...(fresh ? { maxAge: 60 } : {}),
      })
      const claims = tokens.claims()
      if (!claims) throw new ProviderRefused('no identity token')
      const { claim } = this.settings
      const value = claims[claim] ?? (await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub))[claim]
      if (typeof value !== 'string' || value === '') throw new ProviderRefused(`no claim ${claim}`)
      return value
    } catch (error) {
      throw error instanceof ProviderRefused ? error : refusalOf(error)
    }
  }

  #callbackUrl(): URL {
    return new URL(callback, this.settings.public_url)
  }

  async #configuration(): Promise<oidc.Configuration> {
    const { issuer, client_id: clientId, client_secret: secret } = this.settings
    const execute = isLoopback(issuer) ? [oidc.allowInsecureRequests] : []
    this.#known ??= oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretPost(secret), {
      execute,
      timeout: timeoutSeconds,
    })
    try {
      return await this.#known
    } catch (error) {
      this.#known = undefined
      throw refusalOf(error)
    }
  }
}

/** The library's errors hold answers, claims and codes in their cause: only its own name of the trouble is kept. */
function refusalOf(error: unknown): ProviderRefused {
  const { code, error: named, name } = error as { code?: unknown; error?: unknown; name?: unknown }
  const parts = [code, named ?? name].filter((part) => typeof part === 'string')
  return new ProviderRefused(`single sign-on: ${parts.join(' ')}`)
}
