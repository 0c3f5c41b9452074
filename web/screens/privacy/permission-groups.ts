import type { ContactChannel, ContactReason } from '../../../server/modules/privacy/contract.ts'

interface Answer {
  channel: ContactChannel
  allowed: boolean
  reason: ContactReason
  nextAllowedAt: string | null
}

export interface AnswerGroup extends Omit<Answer, 'channel'> {
  channels: ContactChannel[]
}

/** Channels that get the same answer are told in one line; what is allowed comes first. */
export const groupAnswers = (answers: readonly Answer[]): AnswerGroup[] => {
  const groups: AnswerGroup[] = []
  for (const { channel, ...answer } of answers) {
    const same = groups.find((group) => group.reason === answer.reason && group.nextAllowedAt === answer.nextAllowedAt)
    if (same) same.channels.push(channel)
    else groups.push({ ...answer, channels: [channel] })
  }
  return groups.toSorted((a, b) => Number(b.allowed) - Number(a.allowed))
}
