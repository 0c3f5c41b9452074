import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { loadDelivery } from '../load.ts'
import type { LoadRequest, LoadResult } from '../load.ts'

/** A folder of the test's own, gone with it. */
export function scratch(): string {
  const dir = mkdtempSync(join(tmpdir(), 'liuke-extract-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

const businessDate = '2024-09-30'

/** A whole bank in twenty rows: two outlets in a cluster, three customers, four accounts. */
export const tinyFiles = {
  institution: `institution_code,parent_code,name,level,cluster_code,cluster_role
H,,总行,head_office,,
O1,H,东街网点,outlet,K1,core
O2,H,西街网点,outlet,K1,satellite
`,
  staff: `staff_no,name,institution_code,role
S1,曾小明,O1,relationship_manager
`,
  product: `product_code,name,category,counts_as_aum
D,活期,demand_deposit,true
T,定期,time_deposit,true
L,贷款,loan,false
`,
  customer: `customer_no,institution_code,manager_staff_no,name,birth_date,phone_usable
C1,O1,S1,吕布,1980-02-29,true
C2,O1,,"单雄信, 二哥",,N
C3,O2,,𠮷田㐂,1975-01-31,
`,
  account: `account_no,customer_no,product_code,opened_on
A1,C1,D,2020-01-01
A2,C1,T,2020-01-01
A3,C2,D,2021-05-05
A4,C3,L,2022-02-02
`,
  holding_balance: `account_no,business_date,balance_fen,month_sum_fen
A1,2024-09-30,1000,30000
A2,2024-09-30,500000,
A3,2024-09-30,-5,
A4,2024-09-30,70000,
`,
  transaction: `transaction_no,account_no,business_date,sequence,kind,amount_fen,balance_after_fen
X1,A1,2024-09-01,1,cash_in,1500,1500
X2,A1,2024-09-02,1,cash_out,-500,1000
`,
}
export type TinyTable = keyof typeof tinyFiles

const manifestOf = {
  institution: { rows: 3 },
  staff: { rows: 1 },
  product: { rows: 3 },
  customer: { rows: 3 },
  account: { rows: 4 },
  holding_balance: { rows: 4, control_sum: '570995' },
  transaction: { rows: 2, control_sum: 1000, covers_from: '2024-09-01', covers_to: '2024-09-30' },
}

export interface TinyChange {
  files?: Partial<Record<TinyTable, string | Buffer>>
  manifest?: Partial<Record<TinyTable, object>>
  encoding?: 'utf-8' | 'gb18030'
  extension?: string
  businessDate?: string
}

/** Writes the tiny bank as a canonical delivery, with the changes asked for. */
export function tinyDelivery(dir: string, change: TinyChange = {}): string {
  mkdirSync(dir, { recursive: true })
  const tables: Record<string, object> = {}
  for (const table of Object.keys(tinyFiles) as TinyTable[]) {
    const file = `${table}.${change.extension ?? 'csv'}`
    writeFileSync(join(dir, file), change.files?.[table] ?? tinyFiles[table])
    tables[table] = { files: [file], ...manifestOf[table], ...change.manifest?.[table] }
  }
  const manifest = {
    format: 'liuke-extract/1',
    business_date: change.businessDate ?? businessDate,
    encoding: change.encoding ?? 'utf-8',
    tables,
  }
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest))
  return dir
}

/** Loads into `<home>/lake` with few resources. */
export const load = (home: string, from: string, more: Partial<LoadRequest> = {}): Promise<LoadResult> =>
  loadDelivery({
    lakeDir: join(home, 'lake'),
    reportsDir: join(home, 'reports'),
    from,
    mapping: 'canonical',
    threads: 2,
    memoryLimit: '1GB',
    ...more,
  })
