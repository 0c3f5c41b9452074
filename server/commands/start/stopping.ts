/** Resolves with the signal when the process is asked to end; a second one ends it at once. */
export function untilAskedToEnd(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(130)
        asked = true
        resolve(signal)
      })
    }
  })
}

/**
 * From here on the process only ends: work that is cut off (a night whose connections the stopping database closes) fails somewhere, and that is
 * not news. Its record says `running` until the next start, which completes it.
 */
export function expectInterruptedWork(): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.removeAllListeners(event)
    process.on(event, () => undefined)
  }
}
