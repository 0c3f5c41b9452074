// Which Node runs the project: the one pinned in package.json, else the machine's own when it is new enough.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

const needed = 24

export function findRuntime(project) {
  const pinned = resolve(project, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(pinned) && spawnSync(pinned, ['--version']).status === 0) return pinned
  if (Number(process.versions.node.split('.')[0]) >= needed) return process.execPath
  throw new Error(
    `此平台（${process.platform}-${process.arch}）没有可用的内置运行时，而当前 Node.js 为 ${process.versions.node}。请安装 Node.js ${needed} 或更高版本后重试。`,
  )
}
