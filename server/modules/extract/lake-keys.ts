import { openDuckdb } from '../../../night/engines/duckdb.ts'
import type { LakeState } from '../../../night/extract/lake.ts'
import { literal } from '../../../night/extract/quoting.ts'
import type { InstitutionRow, StaffRow } from '../organisation/index.ts'
import type { EmployerRow } from '../payroll/index.ts'

/** Who and what the bank is made of, as of a night, with Liuke's own keys. */
export interface LakeKeys {
  institutions: InstitutionRow[]
  staff: StaffRow[]
  employers: EmployerRow[]
}

/** Reads institutions, staff and employers of the delivery a night was computed from. A table the bank does not deliver is empty. */
export async function readLakeKeys({ state }: LakeState): Promise<LakeKeys> {
  const engine = await openDuckdb({ threads: 1 })
  const parquet = (file: string) => `read_parquet(${literal(file)})`
  const read = async <Row>(file: string | undefined, columns: string): Promise<Row[]> =>
    file === undefined ? [] : engine.all<Row>(`select ${columns} from ${parquet(file)} t order by 1`)
  const keeper = state.institution
    ? `(select i.institution_id from ${parquet(state.institution)} i where i.institution_code = t.institution_code)`
    : 'null'
  try {
    return {
      institutions: await read(
        state.institution,
        'institution_id as id, institution_code as code, name, level, parent_id, cluster_code, cluster_role',
      ),
      staff: await read(state.staff, 'staff_id as id, staff_no, name, institution_id, role, left_on'),
      employers: await read(state.employer, `employer_id as id, employer_code as code, name, kind, ${keeper} as institution_id`),
    }
  } finally {
    engine.close()
  }
}
