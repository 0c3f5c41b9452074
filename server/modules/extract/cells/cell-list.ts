import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

/** Where the totals of a branch are read: by a login that may read nothing else (report.let_read_totals). */
export interface CellAddress {
  branch: string
  url: string
}

const entry = z.strictObject({ branch: z.string().min(1), url: z.string().min(1).optional(), url_env: z.string().min(1).optional() })
const file = z.strictObject({ cells: z.array(entry).min(1) })

/** Reads `cells: [{ branch, url | url_env }]`. Throws with what is wrong with it; a password may stand in an environment variable that `url_env` names. */
export function readCellList(path: string, env: NodeJS.ProcessEnv): CellAddress[] {
  const read = file.safeParse(parse(readFileSync(path, 'utf8')))
  if (!read.success) throw new Error(`${path} 写法不对，应为 cells: [{ branch: 机构号, url: 地址 }]。\n${z.prettifyError(read.error)}`)
  const cells = read.data.cells.map(({ branch, url, url_env }) => {
    const address = url ?? (url_env === undefined ? undefined : env[url_env])
    if (!address) throw new Error(`${path} 中机构 ${branch} 没有地址：请写 url，或让环境变量 ${url_env ?? 'url_env'} 有值。`)
    return { branch, url: address }
  })
  const twice = cells.find(({ branch }, index) => cells.findIndex((other) => other.branch === branch) !== index)
  if (twice) throw new Error(`${path} 中机构 ${twice.branch} 写了两次。`)
  return cells
}
