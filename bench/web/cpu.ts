import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second whatever the kernel's own tick is. */
const ticksPerSecond = 100

interface Spent {
  /** milliseconds of user and system time since each process began */
  server: number
  postgres: number
}

interface Process {
  pid: number
  parent: number
  name: string
  milliseconds: number
}

/**
 * The processor time a server and the PostgreSQL below it have taken so far; undefined where there is no /proc. Unlike times on the clock it says
 * the same on a busy machine. A PostgreSQL that is no child of the server counts when it is the machine's only one by that name.
 */
export function processorTime(serverPid: number): Spent | undefined {
  const processes = readProcesses()
  const server = processes.find(({ pid }) => pid === serverPid)
  if (!server) return undefined
  const family = new Set([serverPid])
  for (let before = 0; before !== family.size;) {
    before = family.size
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid)
  }
  const below = processes.filter(({ pid, name }) => family.has(pid) && name.startsWith('postgres'))
  return { server: server.milliseconds, postgres: below.reduce((sum, { milliseconds }) => sum + milliseconds, 0) }
}

function readProcesses(): Process[] {
  try {
    return readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? readProcess(Number(entry)) : []))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** `pid (name) state parent …` with user and system ticks at places 14 and 15; none when the process ended meanwhile. */
function readProcess(pid: number): Process[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const rest = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'))
    return [{ pid, parent: Number(rest[1]), name, milliseconds: ((Number(rest[11]) + Number(rest[12])) * 1000) / ticksPerSecond }]
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return []
    throw error
  }
}
