import { accessSync, constants, existsSync, statSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import { currentPublication } from '../../modules/organisation/index.ts'
import { appliedMigrations, pendingOf } from '../../platform/database/migrate.ts'
import { migrationFiles } from '../../platform/database/migration-files.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { webLogin } from '../../platform/database/web-login.ts'
import type { Home } from '../../platform/home.ts'
import { homeHolder } from '../../platform/home-lock.ts'
import { serverDir } from '../prepare-database.ts'

/** One thing looked at. `next` says what to do when it is not in order. */
export interface Check {
  name: string
  ok: boolean
  found: string
  next?: string
}

const good = (name: string, found: string): Check => ({ name, ok: true, found })
const bad = (name: string, found: string, next: string): Check => ({ name, ok: false, found, next })

export function checkNode(version: string = process.versions.node): Check {
  const [major = 0] = version.split('.').map(Number)
  return major >= 24 ? good('Node', version) : bad('Node', version, '用 npm start 或 npx liuke 运行，它会使用随项目安装的 Node 24。')
}

const gibibyte = 1024 ** 3

export function checkDisk(home: Home): Check {
  const { bavail, bsize } = statfsSync(home.root)
  const free = `剩余 ${((bavail * bsize) / gibibyte).toFixed(1)} GB`
  return bavail * bsize >= 2 * gibibyte
    ? good('磁盘', free)
    : bad('磁盘', free, `至少需要 2 GB。请清理 ${home.root} 所在的磁盘，或把 LIUKE_HOME 设到别处。`)
}

export function checkHome(home: Home): Check {
  try {
    accessSync(home.root, constants.R_OK | constants.W_OK | constants.X_OK)
    return good('数据目录', home.root)
  } catch (error) {
    return bad('数据目录', String(error), '请修正目录权限，或把 LIUKE_HOME 设到可写的位置。')
  }
}

export async function checkDatabase(databases: Databases): Promise<Check[]> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(databases.owner)
  const pending = pendingOf(migrationFiles(serverDir), await appliedMigrations(databases.ownerPool))
  return [
    good('PostgreSQL', rows[0]?.version ?? ''),
    pending.length === 0
      ? good('数据库升级', '已是最新')
      : bad('数据库升级', `${pending.length} 个未执行`, '运行 liuke start，它会自动升级。'),
  ]
}

/** The web's login must not be able to act as the owner. One address for both (`separate` false) is allowed and said. */
export async function checkWebLogin(databases: Databases, separate: boolean): Promise<Check> {
  const { login, bound } = await webLogin(databases)
  if (bound) return good('网页的数据库登录', `${login}，不能成为属主`)
  const next = "请让 LIUKE_APP_DATABASE_URL 使用单独的登录：create role liuke_web login password '…'; grant liuke_app to liuke_web;"
  return separate
    ? bad('网页的数据库登录', `${login} 能成为属主`, next)
    : good('网页的数据库登录', `与属主共用 ${login}，建议设置 LIUKE_APP_DATABASE_URL（docs/operations.md）`)
}

/** What the catalogue of the lake must have for this check (docs/architecture.md, The lake). */
const catalogue = z.object({
  deliveries: z.array(z.object({ businessDate: z.string(), tables: z.record(z.string(), z.object({ file: z.string() })) })),
})

export async function checkLake(home: Home, read: (file: string) => Promise<string>): Promise<Check> {
  const file = join(home.lake, 'catalog.json')
  if (!existsSync(file)) return good('数据湖', '还没有装载数据')
  const parsed = catalogue.safeParse(JSON.parse(await read(file)))
  if (!parsed.success) return bad('数据湖', `目录 ${file} 无法识别`, '请从备份恢复数据湖，或重新装载数据。')
  const files = parsed.data.deliveries.flatMap((delivery) => Object.values(delivery.tables).map((table) => join(home.lake, table.file)))
  const broken = files.filter((path) => !existsSync(path) || statSync(path).size === 0)
  const found = `${parsed.data.deliveries.length} 个业务日期，${files.length} 个文件`
  return broken.length === 0
    ? good('数据湖', found)
    : bad('数据湖', `缺少或为空：${broken.slice(0, 3).join('、')}`, '请重新装载对应业务日期的数据。')
}

export async function checkPublication(databases: Databases): Promise<Check> {
  const current = await currentPublication(databases.owner)
  if (!current) return good('发布', '还没有夜间批量')
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from report.outlet_day where business_date = ${current.businessDate}`.execute(databases.owner)
  const found = `业务日期 ${current.businessDate}，数据截至 ${current.dataAsOf}`
  return rows[0]?.n ? good('发布', found) : bad('发布', `${found}，但没有网点数据`, `重新运行 liuke night --date ${current.businessDate}。`)
}

export function checkPort(home: Home, host: string, port: number): Promise<Check> {
  const holder = homeHolder(home)
  if (holder?.address) return Promise.resolve(good('端口', `留客正在运行：${holder.address}`))
  const probe = createServer()
  return new Promise((resolve) => {
    const taken = () => resolve(good('端口', `${host}:${port} 已被别的程序占用，启动时自动改用下一个空闲端口；也可以用 PORT 指定`))
    probe.once('error', taken)
    probe.listen(port, host, () => probe.close(() => resolve(good('端口', `${host}:${port} 空闲`))))
  })
}
