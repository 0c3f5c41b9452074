import type { Duckdb } from '../../engines/duckdb.ts'
import type { Problems } from '../problems.ts'
import type { TypedTable } from '../typed.ts'
import { addRow } from './check.ts'
import type { WrongRow } from './check.ts'

const rules = [
  {
    code: 'bad_tree',
    column: 'parent_code',
    expected: '只有一个机构的上级为空',
    sql: `select _file, _line, '根: ' || institution_code as found from stage.institution where parent_code is null and (select count(*) from stage.institution where parent_code is null) > 1`,
  },
  {
    code: 'bad_tree',
    column: 'parent_code',
    expected: '有一个机构的上级为空',
    sql: `select cast(null as varchar) as _file, cast(null as bigint) as _line, '没有根' as found where not exists (select 1 from stage.institution where parent_code is null)`,
  },
  {
    code: 'bad_tree',
    column: 'parent_code',
    expected: '沿上级走到根，不成环',
    sql: `with recursive up as (
        select institution_code as start, parent_code as above from stage.institution where parent_code is not null
        union select up.start, i.parent_code from up join stage.institution i on i.institution_code = up.above where i.parent_code is not null
      )
      select _file, _line, institution_code as found from stage.institution where institution_code in (select start from up where start = above)`,
  },
  {
    code: 'bad_cluster',
    column: 'cluster_code',
    expected: '群落有且只有一个核心 core',
    sql: `select min(_file) as _file, min(_line) as _line, cluster_code || ': ' || count(*) filter (where cluster_role = 'core') || ' 个核心' as found
      from stage.institution where cluster_code is not null group by cluster_code having count(*) filter (where cluster_role = 'core') <> 1`,
  },
  {
    code: 'bad_cluster',
    column: 'cluster_role',
    expected: '群落与角色同时填写，或都不填',
    sql: `select _file, _line, coalesce(cluster_code, '空') || ' / ' || coalesce(cluster_role, '空') as found from stage.institution where (cluster_code is null) <> (cluster_role is null)`,
  },
] as const

/** The institutions make one tree (DOMAIN §0), each cluster has one core (M56). */
export async function checkInstitutions(duckdb: Duckdb, typed: TypedTable, problems: Problems): Promise<void> {
  for (const { sql, ...rule } of rules) {
    const rows = await duckdb.all<Omit<WrongRow, 'key'>>(`select * from (${sql}) order by _file, _line, found`)
    for (const row of rows) addRow(problems, typed, { ...row, key: null }, rule)
  }
}
