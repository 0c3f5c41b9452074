/** Lets the pages open without network from now on. Browsers offer it on https and on the own machine; elsewhere the queue still works. */
export const registerOffline = async (): Promise<void> => {
  if (!('serviceWorker' in navigator) || !isSecureContext) return
  await navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' })
}
