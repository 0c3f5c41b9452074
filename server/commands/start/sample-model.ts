import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { LearnRefusal, learnTable, openTable, standardSettings, type ModelFile } from '../../../learn/index.ts'
import { attritionFeatures } from '../../../night/run/feature-file.ts'
import { writePastFeatures } from '../../../night/run/past-features.ts'
import { decideRequest } from '../../modules/approval/decide-request.ts'
import { openOfKind } from '../../modules/approval/index.ts'
import { kindsByCode } from '../../modules/approval/kinds.ts'
import { personOfUser } from '../../modules/organisation/index.ts'
import { policyAt, policyRows } from '../../modules/policy/index.ts'
import { attritionModelAt, forbiddenLists, modelApproval, proposeModel } from '../../modules/retention/index.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { Home } from '../../platform/home.ts'
import { asStep, type Progress } from '../../platform/terminal/progress.ts'
import { accountOf } from './sample-life.sql.ts'

/** A larger bank teaches no more in the seconds a first start has. */
const mostCustomers = 60_000

interface SampleModel {
  databases: Databases
  home: Home
  /** the night that is done, and the one the model is to score from */
  night: string
  validFrom: string
  now: Date
  progress: Progress
}

/**
 * A model of who leaves, learned from the sample bank's own past and put to work as in any bank: somebody of head office asks, somebody of compliance approves. So is a smaller
 * one that does not read the age, as a challenger beside it. In a bank too small to learn from none is put to work, and chances are those of the signals' record.
 */
export async function makeSampleModel({ databases, home, night, validFrom, now, progress }: SampleModel): Promise<void> {
  const { owner, app } = databases
  if (await attritionModelAt(owner, validFrom)) return
  await asStep(
    progress,
    '从样例银行的历史学习流失模型',
    async () => {
      const people = await owner
        .transaction()
        .execute(async (trx) => [await accountOf(trx, 'head_office'), await accountOf(trx, 'compliance_officer')])
      const [asks, checks] = await Promise.all(people.map(async (account) => account && personOfUser(owner, account, now)))
      if (!asks || !checks) return '没有总行或合规人员，跳过'
      // a start that was cut off may have asked already
      const [open] = await withScope(app, checks.scope, (trx) => openOfKind(trx, modelApproval.code, undefined, now))
      const learned = open ? undefined : await learnPast(owner, home, night)
      if (!open && !learned) return '客户太少，学不出来；流失可能性按信号规则'
      const id = open?.id ?? (learned && (await propose(app, asks, { ...learned.model, validFrom, part: 'champion' }, now)))
      if (id === undefined) throw new Error('样例银行的流失模型没有提交成功')
      await approve(app, checks, { id, reason: '看过回测和校准，同意起用' }, now)
      const beside = learned && (await propose(app, asks, { ...learned.smaller, validFrom, part: 'challenger' }, now))
      if (beside !== undefined) await approve(app, checks, { id: beside, reason: '同意并行打分，等结果出来再比较' }, now)
      return `${validFrom} 起用`
    },
    (note) => note,
  )
}

interface Wish {
  content: ModelFile
  validFrom: string
  part: 'champion' | 'challenger'
  reason: string
}

async function propose(app: Databases['app'], asks: Person, wish: Wish, now: Date) {
  const asked = await proposeModel(app, asks, { ...wish, features: attritionFeatures() }, now)
  return typeof asked !== 'string' && 'id' in asked ? asked.id : undefined
}

async function approve(app: Databases['app'], checks: Person, { id, reason }: { id: string; reason: string }, now: Date): Promise<void> {
  const decided = await decideRequest(app, kindsByCode([modelApproval]), checks, { id, outcome: 'approved', reason }, now)
  if ('refused' in decided) throw new Error(`样例银行的流失模型没有批准：${JSON.stringify(decided)}`)
}

type Learned = Pick<Wish, 'content' | 'reason'>

/** Undefined when there is too little to learn from. What is written for it holds customers, lies in the data folder and is removed. */
async function learnPast(owner: Databases['owner'], home: Home, night: string): Promise<{ model: Learned; smaller: Learned } | undefined> {
  const folder = mkdtempSync(join(home.runs, '.learn-'))
  try {
    const file = join(folder, 'past.parquet')
    const policies = await policyRows(owner)
    const asOf = await writePastFeatures({ lakeDir: home.lake, businessDate: night, policies, most: mostCustomers, file })
    if (asOf === undefined) return undefined
    const table = await openTable(file)
    try {
      const wish = {
        label: 'has_left',
        positive: '1',
        key: 'customer_no',
        tableName: `本行 ${asOf} 的客户及其后来`,
        held: 0.25,
        k: 200,
        seed: 1,
        forbidden: forbiddenLists(await policyAt(owner, night)),
        seconds: () => performance.now() / 1000,
      }
      const smaller = {
        ...wish,
        without: ['age_years'],
        tableName: `${wish.tableName}，不用年龄`,
        settings: { ...standardSettings, bags: 1 },
      }
      return {
        model: { content: await learnTable(table, wish), reason: '从本行历史学习，留出部分的回测见说明' },
        smaller: { content: await learnTable(table, smaller), reason: '不读客户年龄，看看是否同样准' },
      }
    } finally {
      table.close()
    }
  } catch (error) {
    if (error instanceof LearnRefusal && tooLittle.has(error.problem.code)) return undefined
    throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const tooLittle: ReadonlySet<string> = new Set(['too_few_rows', 'one_class', 'no_rows', 'no_such_value'])
