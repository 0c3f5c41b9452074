import { writeSync } from 'node:fs'
import { loadDelivery } from '../load.ts'

/** Run as a process of its own by the tests that kill it: `load-child.ts <lake> <reports> <from>`; says every step it begins. */
const [lakeDir = '', reportsDir = '', from = ''] = process.argv.slice(2)
const result = await loadDelivery({
  lakeDir,
  reportsDir,
  from,
  mapping: 'canonical',
  threads: 2,
  memoryLimit: '1GB',
  onProgress: ({ step, item }) => writeSync(1, `${step} ${item}\n`),
})
writeSync(1, `${result.outcome}\n`)
