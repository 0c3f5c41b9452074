import { Option } from 'commander'
import { anchorAudit } from '../platform/audit/anchor.ts'
import type { AuditProblemKind } from '../platform/audit/problem.ts'
import { verifyAudit, type AuditVerdict } from '../platform/audit/verify.ts'
import { retireOldAudit } from '../modules/audit/index.ts'
import { CommandEnd, exitCodes, withDatabases } from './command-context.ts'
import type { Register } from './program.ts'

const kinds: Record<AuditProblemKind, string> = {
  edited: '被修改',
  gap: '缺失',
  reordered: '被调换',
  truncated: '被截断',
  forged: '伪造',
  'broken link': '链断裂',
}

/** `liuke audit verify | anchor | retire`: proves the audit trail, notes its anchors, archives what is past its time. */
export const auditCommand: Register = (program, context) => {
  const audit = program.command('audit').description('审计记录：校验、打锚点、归档')

  audit
    .command('verify')
    .description('逐条校验审计记录，指出被修改、删除、调换、截断或伪造的地方；有问题时退出码为 1')
    .addOption(new Option('--noted <序号:哈希>', '与库外留存的锚点比对').argParser(parseNoted))
    .action((options: { noted?: { number: bigint; hash: string } }) =>
      withDatabases(context, context.home(), async ({ databases }) => {
        const verdict = await verifyAudit(databases.owner, options)
        context.result({ ok: verdict.problems.length === 0, ...verdict }, describe(verdict))
        if (verdict.problems.length > 0) throw new CommandEnd(exitCodes.failed, '')
      }),
    )

  audit
    .command('anchor')
    .description('给审计记录打一个锚点并显示，请留存在数据库之外')
    .action(() =>
      withDatabases(context, context.home(), async ({ databases }) => {
        const anchor = await anchorAudit(databases.owner)
        context.result(
          { anchor: anchor ?? null },
          anchor ? `锚点 ${anchor.number}:${anchor.hash}（共 ${anchor.entries} 条）` : '上一个锚点之后没有新的记录。',
        )
      }),
    )

  audit
    .command('retire')
    .description('把超过在线保存期限的审计记录导出到 LIUKE_HOME/archive 后移出数据库')
    .action(() =>
      withDatabases(context, context.home(), async ({ databases }) => {
        const home = context.home()
        const retired = await retireOldAudit(databases.owner, context.now(), `${home.root}/archive`)
        const text = retired ? `已归档 ${retired.entries} 条到 ${retired.file}\nSHA-256 ${retired.sha256}` : '没有超过保存期限的记录。'
        context.result({ retired: retired ?? null }, text)
      }),
    )
}

function parseNoted(text: string): { number: bigint; hash: string } {
  const [, number, hash] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(text) ?? []
  if (number === undefined || hash === undefined)
    throw new CommandEnd(exitCodes.usage, `锚点「${text}」写法不对，应为 序号:64 位十六进制哈希。`)
  return { number: BigInt(number), hash }
}

function describe({ chains, entries, anchors, newestAnchor, problems }: AuditVerdict): string {
  const looked = `共 ${entries} 条记录，${chains} 条链，${anchors} 个锚点${newestAnchor ? `，最新锚点 ${newestAnchor.number}:${newestAnchor.hash}` : ''}`
  if (problems.length === 0) return `✓ 审计记录完好。${looked}。`
  const lines = problems.map(
    ({ chain, sequence, kind, about }) => `  ${chain === 'anchor' ? '锚点链' : `链 ${chain}`} 第 ${sequence} 条 ${kinds[kind]}：${about}`,
  )
  return `✗ 发现 ${problems.length} 处问题。${looked}。\n${lines.join('\n')}\n请保全数据库现场，通知合规和数据库管理员，并与备份比对。`
}
