import type { Command } from 'commander'
import { resolve } from 'node:path'
import { attritionFeatures } from '../../../night/run/feature-file.ts'
import { currentPublication, recentSession, signIn, signOut } from '../../modules/organisation/index.ts'
import { proposeModel } from '../../modules/retention/index.ts'
import { addDays } from '../../platform/calendar.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { keyFileOf } from '../../platform/secrets/key-ring.ts'
import { secretsInFile, type Secrets } from '../../platform/secrets/secrets.ts'
import { readSignInRules } from '../../sign-in-policy.ts'
import { CommandEnd, exitCodes, withDatabases, type CommandContext } from '../command-context.ts'
import { readModelFile, saidInWords } from './model-file.ts'

interface ProposeOptions {
  login: string
  reason: string
  from?: string
  challenger?: true
  code?: string
}

/** `liuke learn propose`: asks, as a person of head office or compliance, that the nights score by a model. Another person approves it in the inbox. */
export function registerPropose(learn: Command, context: CommandContext): void {
  learn
    .command('propose')
    .description('提交模型复核：由总行或合规的另一人在“审批”中看过模型说明并同意后，夜间批量才用它打分')
    .argument('<模型>', 'liuke learn fit 写出的目录或 model.json')
    .requiredOption('--login <用户名>', '提交人；密码放在环境变量 LIUKE_PASSWORD')
    .requiredOption('--reason <理由>', '为什么启用，复核人会看到')
    .option('--from <业务日期>', '从哪个业务日期起打分（默认：最新发布日期的次日）')
    .option('--challenger', '作为挑战者：每晚与在用模型一起打分，谁也看不到，结果已知后在“流失模型”比较两者')
    .option('--code <验证码>', '绑定了验证器的用户须给出')
    .action((model: string, options: ProposeOptions) =>
      saidInWords(async () => {
        const content = readModelFile(resolve(model))
        const home = context.home()
        const secrets = secretsInFile(keyFileOf(home, context.env))
        const asked = await withDatabases(context, home, async ({ databases }) => {
          const newest = (await currentPublication(databases.owner))?.businessDate
          const validFrom = options.from ?? (newest === undefined ? undefined : addDays(newest, 1))
          if (validFrom === undefined) throw new CommandEnd(exitCodes.refused, '还没有发布过数据，请用 --from 给出从哪个业务日期起打分。')
          const wish = {
            content,
            validFrom,
            reason: options.reason.trim().slice(0, 500),
            features: attritionFeatures(),
            part: options.challenger ? ('challenger' as const) : ('champion' as const),
          }
          if (wish.reason === '') throw new CommandEnd(exitCodes.usage, '请用 --reason 写明启用的理由。')
          const outcome = await asPerson(databases, secrets, options, context, (person) =>
            proposeModel(databases.app, person, wish, context.now()),
          )
          return { outcome, validFrom }
        })
        const { outcome, validFrom } = asked
        if (outcome === 'FORBIDDEN') throw new CommandEnd(exitCodes.refused, `${options.login} 不是总行或合规人员，不能提交模型。`)
        if ('problem' in outcome) throw new CommandEnd(exitCodes.refused, `${outcome.problem}。`)
        if ('conflict' in outcome) throw new CommandEnd(exitCodes.refused, `${outcome.conflict}。`)
        const begins = options.challenger ? '的夜间批量起并行打分，不影响任何名单' : '的夜间批量起打分'
        context.result(
          { ...outcome, validFrom },
          `已提交：流失模型 v${outcome.version}，申请 ${outcome.id}。请总行或合规的另一人在“审批”中复核；同意后从业务日期 ${validFrom} ${begins}。`,
        )
      }),
    )
}

/** Runs work as somebody who proves who they are, in a session that is over with it. */
async function asPerson<T>(
  databases: Databases,
  secrets: Secrets,
  { login, code }: ProposeOptions,
  context: CommandContext,
  work: (person: Person) => Promise<T>,
): Promise<T> {
  const password = context.env['LIUKE_PASSWORD']
  if (password === undefined) throw new CommandEnd(exitCodes.usage, `请把 ${login} 的密码放在环境变量 LIUKE_PASSWORD。`)
  const rules = await readSignInRules(databases.owner, context.now)()
  const door = { accounts: databases.owner, rules, secrets, visit: { address: 'command line', device: 'liuke learn propose' } }
  const entered = await signIn(door, { login, password, code }, context.now())
  if (entered.outcome !== 'signed_in') throw new CommandEnd(exitCodes.refused, refusals[entered.outcome])
  try {
    const person = await recentSession(databases.owner, entered.token, rules, context.now())
    if (!person) throw new CommandEnd(exitCodes.refused, `${login} 现在没有岗位，不能提交模型。`)
    return await work(person)
  } finally {
    await signOut(databases.owner, entered.token)
  }
}

type Entered = Awaited<ReturnType<typeof signIn>>['outcome']
const inBrowser = '请先在网页登录一次完成设置，再运行本命令。'
const refusals: Record<Exclude<Entered, 'signed_in'>, string> = {
  wrong_credentials: '用户名或密码不正确。请检查后再试。',
  wrong_code: '验证码不正确。请用 --code 给出新的验证码。',
  too_many_attempts: '输错次数过多，已暂时锁定。请稍后再试，或用 liuke user unlock 解除。',
  local_sign_in_off: '本行已关闭本地密码登录，命令行不能提交。请用应急用户。',
  password_change_needed: `密码须更换。${inBrowser}`,
  password_refused: `密码不符合要求。${inBrowser}`,
  second_factor_needed: '请用 --code 给出验证器上的验证码。',
  enrolment_needed: `该岗位须绑定验证器。${inBrowser}`,
}
