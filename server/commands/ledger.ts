import { anchorLedger, verifyLedger, type LedgerVerdict } from '../modules/points/index.ts'
import { CommandEnd, exitCodes, withDatabases } from './command-context.ts'
import type { Register } from './program.ts'

const proofs: Record<string, string> = {
  unbalanced: '借贷不平',
  budget: '礼品预算与发放不符',
  orphan: '孤立记录',
  account: '账户余额不等于分录之和',
  lot: '批次与分录不符',
  chain: '哈希链断裂',
  edited: '被修改',
  repeated: '重复',
  reference: '引用不对',
  anchor: '与锚点不符',
}

/** `liuke ledger verify | anchor`: proves the ledger of points, notes its anchors. */
export const ledgerCommand: Register = (program, context) => {
  const ledger = program.command('ledger').description('积分账：校验、打锚点')

  ledger
    .command('verify')
    .description('证明积分账完好：借贷、余额、批次、哈希链、锚点；有问题时退出码为 1')
    .action(() =>
      withDatabases(context, context.home(), async ({ databases }) => {
        const verdict = await verifyLedger(databases.owner)
        context.result({ ok: verdict.problems.length === 0, ...verdict }, describe(verdict))
        if (verdict.problems.length > 0) throw new CommandEnd(exitCodes.failed, '')
      }),
    )

  ledger
    .command('anchor')
    .description('给积分账打一个锚点（同时记入审计），请把显示的一行留存在数据库之外')
    .action(() =>
      withDatabases(context, context.home(), async ({ databases }) => {
        const anchor = await anchorLedger(databases.owner)
        const text = anchor ? `锚点 ${anchor.number}:${anchor.hash}（新增 ${anchor.postings} 笔）` : '上一个锚点之后没有新的记账。'
        context.result({ anchor: anchor ?? null }, text)
      }),
    )
}

function describe({ postings, problems }: LedgerVerdict): string {
  if (problems.length === 0) return `✓ 积分账完好，共 ${postings} 笔。`
  const lines = problems.map(({ proof, about }) => `  ${proofs[proof] ?? proof}：${about}`)
  return `✗ 发现 ${problems.length} 处问题（共 ${postings} 笔）。\n${lines.join('\n')}\n请保全数据库现场，暂停积分兑换，通知合规，并与备份比对。`
}
