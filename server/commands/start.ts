import type { FastifyInstance } from 'fastify'
import { composeServer } from '../main.ts'
import { createFirstUsers, listAccounts, publishedDates, singleSignOnSettings } from '../modules/organisation/index.ts'
import { HomeTaken, openForServer, type OpenedDatabases } from '../platform/database/open.ts'
import { logError } from '../platform/error-log.ts'
import { listenFrom } from '../platform/http/listen.ts'
import type { Screens } from '../platform/http/screens.ts'
import type { Home } from '../platform/home.ts'
import type { HomeLock } from '../platform/home-lock.ts'
import { keyFileOf } from '../platform/secrets/key-ring.ts'
import { secretsInFile } from '../platform/secrets/secrets.ts'
import { readState } from '../platform/state-file.ts'
import { createProgress, asStep, type Progress } from '../platform/terminal/progress.ts'
import type { CommandContext } from './command-context.ts'
import { createNightWork } from './night-work.ts'
import { prepareDatabase } from './prepare-database.ts'
import type { Register } from './program.ts'
import { addressOf, publicUrlOf, urlOf } from './start/address.ts'
import { builtScreens, buildScreens } from './start/build-screens.ts'
import { firstUsers, noUsersYet, whereToClick } from './start/first-page.ts'
import { makeSampleBank, sampleIsWanted } from './start/sample-bank.ts'
import { makeSampleModel } from './start/sample-model.ts'
import { enliven } from './start/sample-life.ts'
import { expectInterruptedWork, untilAskedToEnd } from './start/stopping.ts'

/** `liuke start`: everything up to the first page, and then serving until asked to end. Can be killed and started again at any moment. */
export const startCommand: Register = (program, context) => {
  program
    .command('start')
    .description('启动留客：数据库、样例银行（首次）、夜间批量、网页，默认 http://127.0.0.1:7700')
    .addHelpText('after', environmentHelp)
    .action(() => start(context))
}

const environmentHelp = `
环境变量：
  LIUKE_HOME              所有数据的目录（默认 .liuke）
  DATABASE_URL            使用已有的 PostgreSQL，不启动内置数据库
  LIUKE_APP_DATABASE_URL  网页在该 PostgreSQL 中的单独登录（见 docs/operations.md）
  HOST、PORT              监听地址（默认 127.0.0.1、7700；端口被占用时用下一个）
  LIUKE_SKIP_SAMPLE       设置后不建立样例银行
  LIUKE_PACK              新安装的政策包：cn（默认）或 plain
  LIUKE_SAMPLE_CUSTOMERS  样例银行每个网点的客户数（默认 20000）
  LIUKE_PUBLIC_URL        客户手机打开积分页的 https 地址
  LIUKE_TRUST_PROXY       可信的反向代理地址
  LIUKE_SECRET_FILE       加密机密的密钥文件（默认 LIUKE_HOME/secret.keys，首次自动生成）
  LIUKE_OIDC_…            单点登录（见 docs/operations.md）`

async function start(context: CommandContext): Promise<void> {
  const ending = untilAskedToEnd()
  const home = context.home()
  const address = addressOf(context.env)
  const publicUrl = publicUrlOf(context.env)
  const screens: Screens = { folder: undefined, progress: [] }
  const seen: string[] = []
  const progress = createProgress(process.stderr, (text) => {
    seen.push(text)
    screens.progress = seen
  })
  const opened = await open(context, home, progress)
  if (!opened) return
  let server: FastifyInstance | undefined
  const serving = (async () => {
    await asStep(progress, '检查并升级数据库', () =>
      prepareDatabase(opened.databases, { pack: context.env['LIUKE_PACK'], tell: context.tell }),
    )
    server = await serve(context, home, opened, screens, publicUrl)
    const port = await listenFrom(server, address.host, address.port)
    if (port !== address.port && address.port !== 0) context.tell(`! 端口 ${address.port} 已被占用，改用 ${port}`)
    const url = urlOf(address.host, port)
    opened.lock.announce(url)
    await fill(context, home, opened, screens, progress, url)
    context.result({ url, pid: process.pid }, whereToClick(url))
  })()
  try {
    await Promise.race([ending, serving.then(() => ending)])
    expectInterruptedWork()
  } finally {
    await server?.close()
    await opened.close()
  }
  // a night may still be under way in this process; whatever it leaves half done, the next start completes
  process.exit(0)
}

async function open(context: CommandContext, home: Home, progress: Progress): Promise<(OpenedDatabases & { lock: HomeLock }) | undefined> {
  try {
    const label = context.env['DATABASE_URL'] ? '连接 DATABASE_URL 指定的 PostgreSQL' : '启动内置 PostgreSQL'
    const onWait = () => context.tell('另一个留客命令正在使用这个数据目录，等它结束…')
    return await asStep(progress, label, () => openForServer(home, { env: context.env, onWait, onTrouble: context.tell }))
  } catch (error) {
    if (!(error instanceof HomeTaken)) throw error
    const { address, pid } = error.holder
    context.result(
      { running: true, url: address ?? null, pid },
      address ? `留客已在运行：${address}（进程 ${pid}）` : `留客正在启动（进程 ${pid}），请稍候。`,
    )
    return undefined
  }
}

function serve(
  context: CommandContext,
  home: Home,
  { databases }: OpenedDatabases,
  screens: Screens,
  publicUrl: string | undefined,
): Promise<FastifyInstance> {
  const report = (id: string, error: unknown) => {
    logError(home, id, error, context.now())
    context.tell(`! 意外错误 ${id}：${error instanceof Error ? error.message : String(error)}`)
  }
  return composeServer({
    databases,
    exportsDir: home.exports,
    screens,
    report,
    publicUrl,
    trustProxy: context.env['LIUKE_TRUST_PROXY'],
    secrets: secretsInFile(keyFileOf(home, context.env)),
    singleSignOn: singleSignOnSettings(context.env),
  })
}

/** Everything the first page needs, as far as it is missing. The screens are built while the sample bank is made. */
async function fill(
  context: CommandContext,
  home: Home,
  opened: OpenedDatabases,
  screens: Screens,
  progress: Progress,
  url: string,
): Promise<void> {
  const { owner } = opened.databases
  const published = await publishedDates(owner)
  const makeUsers = () => createFirstUsers(owner, readState(home).sampleDates !== undefined, (made) => context.tell(firstUsers(made)))
  const wanted = sampleIsWanted(home, context.env, published)
  if (wanted) context.tell(`  页面已可打开，准备期间显示进度：${url}`)
  const sampleBank = async () => {
    const work = createNightWork({ home, databases: opened.databases, progress })
    const beforeNewest = async (night: string, validFrom: string) => {
      await makeUsers()
      await makeSampleModel({ databases: opened.databases, home, night, validFrom, now: context.now(), progress })
    }
    await makeSampleBank({ home, env: context.env, now: context.now(), progress, published, work, beforeNewest })
  }
  const [folder] = await Promise.all([
    builtScreens(home) ?? asStep(progress, '构建网页', () => buildScreens(home)),
    wanted ? sampleBank() : undefined,
  ])
  const users = await makeUsers()
  if (users.length === 0 && (await listAccounts(owner)).length === 0) context.tell(noUsersYet)
  await enliven(opened.databases, home, context.now(), progress)
  screens.folder = folder
}
