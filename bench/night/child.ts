import { tasks, type TaskName } from './tasks.ts'

/** One measurement in a process of its own, so that its peak memory is its own: `node child.ts <task> <arguments as JSON>` prints one JSON line. */
const [name = '', given = '{}'] = process.argv.slice(2)
if (!(name in tasks)) throw new Error(`no task ${name}; there are ${Object.keys(tasks).join(', ')}`)
const started = performance.now()
const result = await tasks[name as TaskName](JSON.parse(given))
const measured = {
  seconds: (performance.now() - started) / 1000,
  cpuSeconds: cpuSeconds(),
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  result,
}
process.stdout.write(`\n${JSON.stringify(measured)}\n`)

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
