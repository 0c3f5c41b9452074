import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDuckdb } from '../../night/engines/duckdb.ts'

export interface BenchTable {
  name: string
  /** CSV with the column `label`, 1 or 0 */
  file: string
}

/** The tables of the bench from the folder of public data sets: written to a folder for temporary files, never into the project. */
export async function benchTables(data: string): Promise<BenchTable[]> {
  const folder = mkdtempSync(join(tmpdir(), 'liuke-bench-learn-'))
  const duckdb = await openDuckdb({ threads: 2 })
  const source = (file: string) => `'${join(data, file)}'`
  const tables: BenchTable[] = []
  const write = async (name: string, query: string) => {
    const file = join(folder, `${name}.csv`)
    await duckdb.run(`copy (${query}) to '${file}' (header true)`)
    tables.push({ name, file })
  }
  try {
    if (existsSync(join(data, 'xiamen'))) {
      const month = (at: number) => `left join ${source(`xiamen/cunkuan_m${at}.csv.gz`)} m${at} on m${at}.cust_no = a.cust_no`
      const months = [7, 8, 9].map((at) => `m${at}.C1 as C1_m${at}, m${at}.C2 as C2_m${at}`).join(', ')
      await write(
        'xiamen Q3',
        `select a.* exclude (cust_no), b.* exclude (cust_no, B6), epoch(cast(b.B6 as timestamp)) / 86400 as B6, ${months}, case when y.label = -1 then 1 else 0 end as label
         from ${source('xiamen/aum_Q3.csv.gz')} a join ${source('xiamen/y_Q3_3.csv.gz')} y on y.cust_no = a.cust_no
         left join ${source('xiamen/behavior_Q3.csv.gz')} b on b.cust_no = a.cust_no ${[7, 8, 9].map(month).join(' ')} order by a.cust_no`,
      )
    }
    if (existsSync(join(data, 'churn_modelling'))) {
      const churn = source('churn_modelling/Churn_Modelling.csv.gz')
      await write('churn_modelling', `select * exclude (RowNumber, CustomerId, Surname, Exited), Exited as label from ${churn}`)
    }
  } finally {
    duckdb.close()
  }
  if (tables.length === 0) throw new Error(`neither xiamen/ nor churn_modelling/ in ${data}`)
  return tables
}
