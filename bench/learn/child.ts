/** One fit in a process of its own, so that peak memory is this fit's: `child.ts <table> <split file> <seed>`; prints one JSON line. */
import { readFileSync } from 'node:fs'
import { fitModel } from '../../learn/fit.ts'
import { chanceOf } from '../../learn/model.ts'
import { createScorer } from '../../learn/score.ts'
import { readTableFile } from '../../learn/read-table.ts'
import { takeRows, type NumberColumn } from '../../learn/table.ts'
import { areaUnderRoc, brier, liftAt, meanLogLoss } from '../../learn/metrics.ts'

const [file = '', splitFile = '', seed = '0'] = process.argv.slice(2)
const table = await readTableFile(file)
const split = JSON.parse(readFileSync(splitFile, 'utf8')) as { trained: number[]; tested: number[] }
const label = Uint8Array.from((table.columns.find(({ name }) => name === 'label') as NumberColumn).values)
const features = { rows: table.rows, columns: table.columns.filter(({ name }) => name !== 'label') }
const trained = takeRows(features, split.trained)
const cpu = process.cpuUsage()
const started = performance.now()
const { model } = await fitModel({
  table: trained,
  label: Uint8Array.from(split.trained, (row) => label[row] ?? 0),
  named: { column: 'label', positive: '1' },
  seed: Number(seed),
})
const seconds = (performance.now() - started) / 1000
const used = process.cpuUsage(cpu)
const chance = createScorer(model).score(takeRows(features, split.tested)).points.map(chanceOf)
const came = Uint8Array.from(split.tested, (row) => label[row] ?? 0)
console.log(
  JSON.stringify({
    model: 'liuke',
    auc: areaUnderRoc(came, chance),
    logLoss: meanLogLoss(came, chance),
    brier: brier(came, chance),
    lift: liftAt(came, chance, came.length / 10),
    seconds,
    cpu: (used.user + used.system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }),
)
