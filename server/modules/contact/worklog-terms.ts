/** The words a contact is noted with, here for the screens too: they need none of the contract. */
export const outcomes = ['reached', 'not_reached', 'refused', 'wrong_number', 'sent'] as const
export const moods = ['pleased', 'calm', 'doubtful', 'annoyed'] as const
export const needs = ['saving', 'wealth', 'pension', 'insurance', 'loan', 'education', 'card', 'service'] as const
export const nextSteps = ['call_again', 'meet', 'send_material', 'invite', 'open_product', 'none'] as const
export const interests = ['time_deposit', 'wealth_product', 'fund', 'insurance', 'bond', 'precious_metal', 'loan', 'card'] as const
