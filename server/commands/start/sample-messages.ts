import { createHash } from 'node:crypto'
import { fingerprintOf, namesOf, renderTemplate, valuesOf } from '../../modules/message/index.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Databases } from '../../platform/database/pools.ts'
import * as sample from './sample-messages.sql.ts'

/** so many of the newest contacts in writing are given words */
const worded = 140
const openings = [
  '{称呼|您}好，我是{经理}。',
  '{称呼|您}，我是{网点}的{经理}，问候您一声。',
  '{称呼|您}好，今天路过您小区，想起您来。',
  '{称呼|您}，早上好！我是{经理}。',
]
const middles = [
  '上回您说膝盖怕凉，这几天降温，出门多穿一条。',
  '您让我留意的国债发行日期出来了，改天细说。',
  '听说您女儿考上了驾照，替您高兴。',
  '您寄存的那把伞我收好了，随时来取。',
  '网点门口的路修好了，停车方便多了。',
  '您种的桂花今年开得怎么样？',
  '上次聊的装修，材料都定下来了吗？',
  '社保卡换新的事我问清楚了，带身份证来就行。',
  '您老伴的旅行照片我还惦记着看呢。',
  '合唱团的演出是这个月吧，祝演出顺利。',
  '小区的老年食堂开张了，您去尝过没有？',
  '您说的那家中医馆，同事去过，评价不错。',
]
const closings = ['有事随时招呼。', '祝您一切都好。', '改天过来坐坐，喝杯热茶。', '天冷，您多保重。', '周末愉快！']

const waiting = [
  { medium: 'card', occasion: 'birthday', title: '生日快乐', states: ['to_print'], reason: null, detail: null },
  { medium: 'card', occasion: 'birthday', title: '生日快乐', states: ['to_print'], reason: null, detail: null },
  { medium: 'letter', occasion: 'thanks_deal', title: '感谢信', states: ['to_print'], reason: null, detail: null },
  { medium: 'letter', occasion: 'apology', title: '致歉信', states: ['to_print'], reason: null, detail: null },
  {
    medium: 'sms',
    occasion: 'greeting',
    title: null,
    states: ['leaving', 'failed'],
    reason: 'refused_by_gateway',
    detail: '网关答复 422：号码已停机',
  },
  {
    medium: 'email',
    occasion: 'greeting',
    title: '问候',
    states: ['leaving', 'committing', 'in_doubt'],
    reason: 'no_answer',
    detail: 'Connection closed unexpectedly',
  },
] as const

/**
 * What the managers of the sample bank wrote: approved wordings, facts in dossiers, words for the newest contacts in writing with answers, and what waits today.
 * Drawn from customers' numbers, so always the same; done once.
 */
export async function enlivenMessages({ owner }: Databases, now: Date): Promise<void> {
  if (await sample.hasWordings(owner)) return
  const today = businessDateOf(now)
  await owner.transaction().execute(async (trx) => {
    await sample.writeWordings(trx, today)
    await sample.writeFacts(trx, today)
    const contacts = await sample.wordlessContacts(trx, worded)
    const sent = contacts.map((contact) => ({
      ...messageOf(contact, contact.at),
      occasion: 'greeting',
      title: null,
      states: draw(contact.id, 'arrived', 10) < 8 ? ['leaving', 'handed', 'delivered'] : ['leaving', 'handed'],
      reason: null,
      detail: null,
    }))
    const customers = await sample.customersToWrite(trx, waiting.length)
    const open = customers.flatMap((customer, index) => {
      const about = waiting[index]
      return about ? [{ ...messageOf(customer, new Date(now.getTime() - (index + 1) * 600_000)), ...about, states: [...about.states] }] : []
    })
    await sample.writeMessages(trx, [...sent, ...open])
    await sample.writeReplies(trx)
  })
}

/** 0 to `of` − 1 from an id and a word. */
const draw = (id: string, word: string, of: number): number => createHash('sha256').update(`${id} ${word}`).digest().readUInt32BE() % of

function messageOf(contact: sample.Wordless, at: Date) {
  const pick = (from: readonly string[], word: string): string => from[draw(contact.id, word, from.length)] ?? ''
  const wording = `${pick(openings, 'opening')}${pick(middles, 'middle')}${pick(closings, 'closing')}`
  const rendered = renderTemplate(wording, valuesOf(contact, contact.staffName, businessDateOf(at)))
  const body = 'text' in rendered ? rendered.text : wording
  return { ...contact, at, body, ...fingerprintOf(body, [...namesOf(contact.name), contact.staffName]) }
}
