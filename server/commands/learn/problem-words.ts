import type { LearnProblem } from '../../../learn/index.ts'

const listed = (words: readonly string[]): string => words.map((word) => `「${word}」`).join('、')

const rowsOf = (rows: readonly { row: number; found: string }[]): string =>
  rows.map(({ row, found }) => `第 ${row} 行「${found}」`).join('、')

/** Columns named in a message at most. */
const shown = 20

/** What is wrong with a table or a wish, and what to do next. */
export function problemWords(problem: LearnProblem): string {
  switch (problem.code) {
    case 'unreadable':
      return `读不了这张表：${problem.detail}。\n请给出带表头的 CSV（可为 .gz）或 Parquet 文件；含中文的 CSV 须为 UTF-8，GBK 编码的请先另存为 UTF-8。`
    case 'no_such_column':
      return `表里没有列「${problem.column}」。表里的列：${listed(problem.columns.slice(0, shown))}${problem.columns.length > shown ? ' 等' : ''}。\n请检查拼写和大小写。`
    case 'no_rows':
      return '表里只有表头，没有数据行。请检查导出是否完整。'
    case 'too_few_rows':
      return `可用 ${problem.rows} 行，其中 ${problem.positives} 行为正例；两类各至少要 ${problem.least} 行，否则学不到可靠的规律。请加长观察期或合并更多客户。`
    case 'label_unknown':
      return `标签列「${problem.column}」全是空值。请检查导出，或用 --label 指定另一列。`
    case 'label_taken':
      return `标签列「${problem.column}」与夜间数据的一个字段同名，分不清哪个是标签。请把标签表里的列改名。`
    case 'one_class':
      return `标签列「${problem.column}」只有一个值「${problem.value}」，没有可以区分的两类。请检查标签的口径或观察期。`
    case 'positive_needed':
      return `标签列「${problem.column}」的值是 ${listed(problem.values)}，看不出哪个表示流失。请用 --positive 指定，例如 --positive ${problem.values[0] ?? '1'}（其余的值都算“不是”）。`
    case 'no_such_value':
      return `标签列「${problem.column}」里没有值「${problem.value}」，有的是 ${listed(problem.values)}。请改 --positive。`
    case 'not_numbers':
      return `列「${problem.column}」大多是数字，但有不是数字的值：${rowsOf(problem.found)}。\n请更正（未知请留空），或用 --without ${problem.column} 不用这一列。`
    case 'written_numbers':
      return `列「${problem.column}」是写给人看的数字，会被当成文字：${rowsOf(problem.found)}。\n请导出为纯数字（不带千分位、%、¥、元），或用 --without ${problem.column} 不用这一列。`
    case 'written_dates':
      return `列「${problem.column}」像日期，但认不出写法，会被当成文字：${rowsOf(problem.found)}。\n请导出为 YYYY-MM-DD，或用 --without ${problem.column} 不用这一列。`
    case 'too_many_columns':
      return `除标签、键、日期外有 ${problem.columns} 列，最多可用 ${problem.most} 列。请用 --without 去掉用不到的列，或先在导出时挑选。`
    case 'duplicate_key':
      return `键「${problem.column}」重复：「${problem.key}」在第 ${problem.rows[0]} 行和第 ${problem.rows[1]} 行。请去重；同一客户有多个日期时请用 --time 指定日期列。`
    case 'key_missing':
      return `键「${problem.column}」在第 ${problem.row} 行为空。请补齐，或去掉这一行。`
    case 'no_time':
      return `列「${problem.column}」不是每行都有的日期，不能按时间划分。请改用日期列（YYYY-MM-DD）并补齐，或去掉 --time 随机划分。`
    case 'one_date':
      return `列「${problem.column}」只有一个日期，无法留出较晚的部分做回测。请给出至少两个日期的数据，或去掉 --time 随机划分。`
    case 'monotone_of_words':
      return `列「${problem.column}」是文字，没有大小，不能要求单调。请从 --monotone 去掉它。`
    case 'no_features':
      return `没有可用的特征列。${refusedWords(problem.refused)}`
    case 'forbidden_asked':
      return `列「${problem.column}」不得入模（${problem.reason}，命中「${problem.met}」）。请从 --monotone 去掉它。`
    case 'no_model':
      return `这不是留客的模型文件：${problem.detail}。请用 liuke learn fit 生成的 model.json。`
  }
}

function refusedWords(refused: readonly { column: string; met: string; by: 'name' | 'source'; reason: string }[]): string {
  if (refused.length === 0) return '除标签、键、日期外的列都是常数或编号。请补充能区分客户的列。'
  return `以下列按政策不得入模：\n${refused.map(forbiddenWords).join('\n')}`
}

/** Why a column was kept out. */
export const forbiddenWords = (one: { column: string; met: string; by: 'name' | 'source'; reason: string }): string =>
  `  ✗ ${one.column}：${one.reason}（${one.by === 'name' ? '列名' : '来源'}含「${one.met}」）`
