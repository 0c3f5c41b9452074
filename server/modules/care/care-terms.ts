/** What a message of care is about: days that come round, and letters that are written when something happened (M25, M26). */
export const occasionKinds = [
  'birthday',
  'family_birthday',
  'wedding',
  'exam',
  'move',
  'festival',
  'anniversary',
  'day',
  'greeting',
  'congratulation',
  'thanks_deal',
  'thanks',
  'apology',
] as const
export type OccasionKind = (typeof occasionKinds)[number]

/** Those that no day brings: whoever writes chooses them. */
export const letterKinds = ['greeting', 'congratulation', 'thanks_deal', 'thanks', 'apology'] as const satisfies readonly OccasionKind[]

export const blockParts = ['opening', 'middle', 'closing'] as const
export type BlockPart = (typeof blockParts)[number]
