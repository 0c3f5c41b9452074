import type { Policies } from '../../policy/index.ts'
import { relationLayers, threeMoves, type Offer } from '../contract.ts'

export type Move = (typeof threeMoves)[number]
export type Layer = (typeof relationLayers)[number]
/** What a play is tagged with (M43). */
export interface Tags {
  move: Move | null
  layer: Layer | null
}

/** Purposes of contacts that are plays; a survey or a service notice keeps nobody. */
export const playPurposes = ['care', 'event', 'marketing'] as const

function parsed(text: string): Tags {
  const words = text.split(' ')
  return {
    move: threeMoves.find((move) => words.includes(move)) ?? null,
    layer: relationLayers.find((layer) => words.includes(layer)) ?? null,
  }
}

/** What an offer in a leave case counts as, where nobody said otherwise. */
export const tagsOfOffer = (policies: Policies, offer: Offer): Tags => parsed(policies.code(`plays.offer.${offer}`))

/** What contacts count as, by purpose. */
export const tagsOfPurposes = (policies: Policies): Record<(typeof playPurposes)[number], Tags> => ({
  care: parsed(policies.code('plays.contact.care')),
  event: parsed(policies.code('plays.contact.event')),
  marketing: parsed(policies.code('plays.contact.marketing')),
})
