/** What this browser remembers about a person's taste (language, appearance). A browser that forbids storage just forgets. */

const prefix = 'liuke.'

const storage = (): Storage | undefined => {
  try {
    return globalThis.localStorage
  } catch (refused) {
    if (refused instanceof DOMException) return undefined
    throw refused
  }
}

export const recall = (name: string): string | undefined => storage()?.getItem(prefix + name) ?? undefined

export const remember = (name: string, value: string): void => storage()?.setItem(prefix + name, value)
