/** Where and why a delivery was refused (DOMAIN §1). `found` is what the file says, `expected` what it should say, both for people. */
export interface Problem {
  file: string
  /** line of the bank's own file, counted from 1; the row for Parquet; null when the file as a whole is meant */
  line: number | null
  column: string | null
  code: ProblemCode
  found: string
  expected: string
}

/** Every refusal: what it means and what to do. `docs/extract.md` lists them from here. */
export const problemCodes = {
  not_there_yet: ['报送还没有到', '等标志文件(manifest)落地后再装载；没有标志文件的文件夹视为仍在传输'],
  bad_manifest: ['清单(manifest)读不懂或内容不合规定', '按 docs/extract.md 的样例重新生成清单'],
  wrong_business_date: ['业务日期不符', '确认文件夹与 --date 是同一天；映射只接受它列出的日期'],
  missing_file: ['缺文件', '补传文件，名称与清单或映射一致'],
  missing_table: ['缺必需的表', '补上该表；没有数据时也要交只有表头的文件'],
  unknown_table: ['不认识的表', '改正表名，或从清单中删去'],
  truncated_file: ['文件不完整(压缩包或末行被截断)', '重新传输文件，用源端的大小核对'],
  unreadable_file: ['文件打不开或格式不对', '确认是 CSV、CSV.gz 或 Parquet，重新导出'],
  wrong_size: ['文件大小与清单不符', '重新传输文件'],
  wrong_rows: ['行数与清单不符', '重新导出或改正清单，两者须来自同一次导出'],
  wrong_sum: ['控制总额与清单不符', '重新导出或改正清单；单位是分'],
  broken_encoding: ['字节不是声明的编码', '确认编码是 UTF-8 还是 GB18030；从源系统重新导出该行'],
  empty_file: ['空文件，连表头也没有', '至少交一行表头'],
  wrong_columns: ['该行的列数不对', '检查分隔符、引号和换行；值里有分隔符时须加引号'],
  bad_quote: ['引号不成对或位置不对', '值里的引号写两遍，整个值用引号括起'],
  bad_newline: ['换行符不一致', '整个文件统一用 LF 或 CRLF'],
  unknown_column: ['不认识的列', '改正列名，或从文件中删去'],
  missing_column: ['缺必需的列', '补上该列'],
  duplicate_column: ['列名重复', '每个列名只能出现一次'],
  wrong_type: ['列的类型不对(Parquet 或映射结果)', '改成规定的类型'],
  missing_value: ['必填值为空', '补上该值'],
  not_a_number: ['不是整数', '金额用分，写成不带小数、不带千分位的整数'],
  not_money: ['金额不能精确换算成分', '最多两位小数；多出的位必须是 0'],
  number_out_of_range: ['数字超出范围', '必须在 64 位整数之内'],
  not_a_date: ['不是存在的日期', '写成 YYYY-MM-DD，日期须存在'],
  date_out_of_range: ['日期超出范围', '不早于 1900 年，不晚于业务日期；到期类日期不晚于 2098 年'],
  date_not_covered: ['业务日期不在报送覆盖的范围内', '改正 covers_from / covers_to，或移走该行'],
  not_a_boolean: ['不是真或假', '写 true/false、1/0 或 Y/N'],
  unknown_code: ['代码不在清单中', '改用规定的代码；银行自己的代码在映射里转换'],
  duplicate_key: ['主键重复', '每个主键只保留一行'],
  unknown_reference: ['引用的主键不存在', '在同一次报送中补上被引用的行，或改正引用'],
  bad_tree: ['机构树不成立', '只能有一个根(上级为空)，不能成环'],
  bad_cluster: ['网点群落不成立', '每个群落有且只有一个核心 core，角色与群落同时填写'],
  mapping_failed: ['映射的 SQL 出错', '改正 night/mappings 下的 .sql 文件'],
} as const satisfies Record<string, readonly [meaning: string, remedy: string]>
export type ProblemCode = keyof typeof problemCodes
export const isProblemCode = (text: string): text is ProblemCode => Object.hasOwn(problemCodes, text)

/** How many problems a report lists; the rest is counted. */
const problemLimit = 1000

/** Collects problems of one load: lists the first thousand, counts all, by code. */
export class Problems {
  readonly listed: Problem[] = []
  readonly totals = new Map<ProblemCode, number>()

  add(problem: Problem): void {
    this.count(problem.code, 1)
    if (this.listed.length < problemLimit) this.listed.push(problem)
  }

  /** Counts problems that are not listed one by one. */
  count(code: ProblemCode, more: number): void {
    if (more > 0) this.totals.set(code, (this.totals.get(code) ?? 0) + more)
  }

  get total(): number {
    return [...this.totals.values()].reduce((sum, count) => sum + count, 0)
  }

  /** How many more can be listed. */
  get room(): number {
    return problemLimit - this.listed.length
  }
}
