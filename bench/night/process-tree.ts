import { readdirSync, readFileSync } from 'node:fs'

/** What a process and all it has started hold and use, as Linux tells it. */
interface Usage {
  /** resident, all processes together */
  megabytes: number
  cpuSeconds: number
}

const ticksPerSecond = 100
const pageBytes = 4096

interface Stat extends Usage {
  parent: number
}

/** Undefined when the process has ended meanwhile. */
function statOf(pid: number): Stat | undefined {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return undefined
    throw error
  }
  // after the name, which may hold blanks: state, parent, …, user and system ticks from the 12th, resident pages the 22nd
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const number = (at: number) => Number(fields[at])
  return { parent: number(1), cpuSeconds: (number(11) + number(12)) / ticksPerSecond, megabytes: (number(21) * pageBytes) / 2 ** 20 }
}

/** Looks at a process and all below it four times a second, until `end` tells the highest memory of all together and the seconds of CPU used. */
export function watchTree(pid: number): { end: () => Usage } {
  let most = 0
  const used = new Map<number, number>()
  const look = () => {
    const all = new Map(
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name) => {
          const stat = statOf(Number(name))
          return stat ? [[Number(name), stat] as const] : []
        }),
    )
    const below = (id: number): boolean => id === pid || (all.has(id) && below(all.get(id)?.parent ?? 0))
    const own = [...all].filter(([id]) => below(id))
    most = Math.max(
      most,
      own.reduce((sum, [, { megabytes }]) => sum + megabytes, 0),
    )
    for (const [id, { cpuSeconds }] of own) used.set(id, cpuSeconds)
  }
  const timer = setInterval(look, 250)
  return {
    end() {
      clearInterval(timer)
      return { megabytes: most, cpuSeconds: [...used.values()].reduce((sum, seconds) => sum + seconds, 0) }
    },
  }
}
