import { connect } from 'node:net'
import { gatewayList, messageTroubles } from '../../modules/message/index.ts'
import type { Database } from '../../platform/database/pools.ts'
import type { Secrets } from '../../platform/secrets/secrets.ts'
import type { Check } from './checks.ts'

const patienceMs = 3_000

/** The ways out of the house: set up, their secrets open, somebody listens; and what of the messages needs a person. */
export async function checkGateways(owner: Database, secrets: Secrets): Promise<Check[]> {
  const rows = await gatewayList(owner, secrets)
  const checks: Check[] = []
  for (const { name, address, host, port, problem } of rows) {
    const title = `消息通道 ${name}`
    if (problem) checks.push({ name: title, ok: false, found: problem, next: `恢复密钥文件，或重新运行 liuke gateway ${name}。` })
    else if (await listens(host, port)) checks.push({ name: title, ok: true, found: address })
    else checks.push({ name: title, ok: false, found: `${address} 连接不上`, next: '请检查网络和地址；消息会按间隔重试，不会丢失。' })
  }
  if (rows.length === 0)
    checks.push({ name: '消息通道', ok: true, found: '没有设置；短信、微信和邮件留在队列里，信函照常打印。设置见 liuke gateway --help' })
  const { failed, inDoubt, waiting } = await messageTroubles(owner)
  const found = `排队 ${waiting}，无法送出 ${failed}，是否送出不明 ${inDoubt}`
  // work for people, not a fault of the installation
  const next = failed + inDoubt === 0 ? '' : '；请写信人或网点行长在“消息”页的“待处理”逐条处理'
  checks.push({ name: '消息', ok: true, found: `${found}${next}` })
  return checks
}

function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patienceMs })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
  })
}
