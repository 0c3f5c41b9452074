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
}

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
