/** The address keeps a screen's state as plain text parameters, so that a link, the back key and a colleague see the same. */

export const parseSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text))

export const stringifySearch = (search: Record<string, unknown>): string => {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) if (typeof value === 'string' && value !== '') parameters.set(name, value)
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

/** Keeps the named parameters that are non-empty text; everything else in an address is dropped. */
export const keepText =
  <Name extends string>(...names: Name[]) =>
  (raw: Record<string, unknown>): { [N in Name]?: string } => {
    const kept: { [N in Name]?: string } = {}
    for (const name of names) {
      const value = raw[name]
      if (typeof value === 'string' && value !== '') kept[name] = value
    }
    return kept
  }

/** Where to go after signing in: a path of this site, never another site's. */
export const safeReturn = (path: string | undefined): string => {
  if (path === undefined || !/^\/(?![/\\])/.test(path) || path.startsWith('/sign-in')) return '/'
  return path
}
