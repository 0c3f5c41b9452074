import type { ContactReason } from './contract.ts'

/** Chinese words of the reasons, here for what the server says and for the screens. */
export const contactReasonTexts: Record<ContactReason, string> = {
  allowed: '可以联系',
  unknown_customer: '没有找到，或不在您的管辖范围内',
  deceased: '客户已故，不再联系',
  closed_by_bank: '银行已终止关系，不再联系',
  not_for_marketing: '不适用营销，仅可发送服务通知',
  special_status: '客户处于特殊状态，仅可发送服务通知',
  child: '未成年人，请联系监护人，仅可发送服务通知',
  do_not_contact: '客户要求不联系',
  refused: '客户已拒绝此渠道',
  open_complaint: '有未办结的投诉，办结前不做营销',
  quiet_period: '静默期内，仅可发送服务通知',
  no_consent: '没有此渠道和用途的有效同意',
  one_voice: '今天已有同事联系过，一天只由一人联系',
  cap: '近期联系已达上限',
  not_a_working_day: '非工作日不联系',
  quiet_hours: '不在可联系的时段',
  linked_deceased: '同一客户的另一客户号已登记身故，不再联系',
  linked_not_for_marketing: '同一客户的另一客户号不适用营销，仅可发送服务通知',
  linked_do_not_contact: '客户在另一客户号下要求不联系',
  linked_refused: '客户在另一客户号下已拒绝此渠道',
  linked_open_complaint: '同一客户的另一客户号有未办结的投诉，办结前不做营销',
  linked_quiet_period: '同一客户的另一客户号在静默期内，仅可发送服务通知',
  linked_withdrawn: '客户在另一客户号下已撤回此渠道和用途的同意',
  linked_one_voice: '今天已有同事按另一客户号联系过这位客户，一天只由一人联系',
  linked_cap: '按同一客户的全部客户号合计，今天已联系过或近期联系已达上限',
}

/** What passes with the day: who may not be contacted for it today may well be tomorrow. */
export const passingWithTheDay = [
  'one_voice',
  'linked_one_voice',
  'cap',
  'linked_cap',
  'not_a_working_day',
  'quiet_hours',
] as const satisfies readonly ContactReason[]

export interface ContactAnswer {
  allowed: boolean
  reason: ContactReason
  /** for people */
  text: string
}

export const contactAnswer = (reason: ContactReason): ContactAnswer => ({
  allowed: reason === 'allowed',
  reason,
  text: contactReasonTexts[reason],
})
