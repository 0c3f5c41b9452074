/** An instant to the second in the bank's own time: the trail is read by the clock of the outlets, wherever the reader sits. */
export const moment = (iso: string, language: string): string =>
  new Intl.DateTimeFormat(language, {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  }).format(new Date(iso))
