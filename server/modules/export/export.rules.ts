import type { ExportState } from './contract.ts'

/** 32 characters that nobody mistakes for one another. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** What is printed on a file: LK-20261122-7QX2M0AB. `random`: eight bytes. */
export const fileNoOf = (businessDate: string, random: Uint8Array): string =>
  `LK-${businessDate.replaceAll('-', '')}-${Array.from(random, (byte) => letters[byte % 32]).join('')}`

/** Who took what out when, in one line; it stands in every place of a file (M98). `at`: minutes, the outlets' clock. */
export function markOf(file: { login: string; name: string; institutionName: string; fileNo: string }, at: string): string {
  return `内部资料，禁止外传｜导出人 ${file.login} ${file.name}｜${file.institutionName}｜${at}｜文件编号 ${file.fileNo}`
}

/** Lines between the mark and the table. */
export function aboutOf(file: {
  businessDate: string
  dataAsOf: string
  rows: number
  conditions: readonly string[]
  clear: readonly string[]
  purpose: string
}): string[] {
  const clear = file.clear.map((column) => (column === 'name' ? '姓名' : '手机'))
  return [
    `业务日期 ${file.businessDate}｜数据截至 ${file.dataAsOf}｜共 ${file.rows} 位客户`,
    `筛选：${file.conditions.length === 0 ? '无' : file.conditions.join('；')}`,
    `${clear.length === 0 ? '姓名、手机已脱敏' : `含明文：${clear.join('、')}`}｜用途：${file.purpose}`,
  ]
}

const underWay: readonly ExportState[] = ['queued', 'running']
/** While it is made it can be stopped, and a file that lies there can be deleted; what waits for its approval is withdrawn there. */
export const canCancel = (state: ExportState): boolean => underWay.includes(state) || state === 'ready'

/** Minutes of the outlets' clock: Asia/Shanghai is UTC+8 all year. */
export const minuteText = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

export const purposeWords: Record<string, string> = {
  contact_plan: '客户联系计划',
  meeting: '会议材料',
  reconciliation: '数据核对',
  supervision: '监管或审计要求',
  other: '其他',
}
