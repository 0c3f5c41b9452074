import type { ProgrammeDraft } from '../../../server/modules/points/rewards/contract.ts'
import { rewardFields, type RewardForm } from '../../../server/modules/points/rewards/reward-terms.ts'

/** What the sheet holds while a programme is composed; texts as typed. */
export interface Composing {
  code: string
  name: string
  form: RewardForm
  field: string
  /** a code to equal, or the least amount; money in yuan */
  value: string
  /** count: for each full `value`; else once when the value is reached */
  each: boolean
  points: string
  most: string
  validFrom: string
  validTo: string
  capPoints: string
  documentNo: string
}

export const emptyDraft: Composing = {
  code: '',
  name: '',
  form: 'points',
  field: 'attendance',
  value: '1',
  each: true,
  points: '10',
  most: '4',
  validFrom: '',
  validTo: '',
  capPoints: '',
  documentNo: '',
}

const yuanInFen = '00'
const textOr = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** The draft as it is asked for; undefined when something needed is missing or no number. */
export function draftOf(composing: Composing): ProgrammeDraft | undefined {
  const { code, name, form, field, each, validFrom } = composing
  const known = rewardFields[field]
  const typed = composing.value.trim()
  const value = known?.form === 'money' ? `${typed}${yuanInFen}` : typed
  const points = Number(composing.points)
  const most = Number(composing.most)
  const whole = known?.form === 'code' || /^\d{1,12}$/.test(typed)
  if (!/^[a-z][a-z0-9_]{1,39}$/.test(code) || name.trim().length < 2 || validFrom === '' || typed === '' || !whole) return undefined
  if (!Number.isInteger(points) || points < 1 || !Number.isInteger(most) || most < 1) return undefined
  const perField = each && known?.form !== 'code'
  if (perField && Number(value) < 1) return undefined
  return {
    code,
    name: name.trim(),
    form,
    rules: [
      perField
        ? { conditions: [], points, per: { field, each: value, most } }
        : { conditions: [{ field, is: known?.form === 'code' ? 'equals' : 'at_least', value }], points, per: null },
    ],
    validFrom,
    validTo: textOr(composing.validTo),
    goodMonths: 24,
    capPoints: textOr(composing.capPoints),
    capCustomerPoints: null,
    documentNo: textOr(composing.documentNo),
  }
}
