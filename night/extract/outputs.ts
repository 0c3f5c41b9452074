import { canonicalTable } from './canonical.ts'
import type { TableName } from './canonical.ts'
import { name } from './quoting.ts'

interface Output {
  /** Liuke's own columns, before the canonical ones */
  own: string[]
  joins?: string
  /** canonical columns that are replaced by own ones */
  without?: string[]
  order: string
}

const institutionOf = 'left join registry.institution ri on ri.code = t.institution_code'
const customerOf = 'join registry.customer rc on rc.code = t.customer_no'
const accountOf = `join stage.account a on a.account_no = t.account_no join registry.account ra on ra.code = t.account_no
  join registry.customer rc on rc.code = a.customer_no join stage.product p on p.product_code = a.product_code`

/** The lake's files, as docs/architecture.md lists them: own keys beside the canonical columns, and the order that scans by customer want. */
const outputs: Record<TableName, Output> = {
  institution: {
    own: ['k.id as institution_id', 'p.id as parent_id'],
    joins: 'join registry.institution k on k.code = t.institution_code left join registry.institution p on p.code = t.parent_code',
    order: 'institution_id',
  },
  staff: {
    own: ['k.id as staff_id', 'ri.id as institution_id'],
    joins: `join registry.staff k on k.code = t.staff_no ${institutionOf}`,
    order: 'staff_id',
  },
  employer: { own: ['k.id as employer_id'], joins: 'join registry.employer k on k.code = t.employer_code', order: 'employer_id' },
  product: { own: [], order: 'product_code' },
  customer: {
    own: ['rc.id as customer_id', 'ri.id as institution_id', 'rs.id as manager_id', 'n.name_pinyin', 'n.name_initials'],
    joins: `${customerOf} ${institutionOf} left join registry.staff rs on rs.code = t.manager_staff_no left join registry.name n on n.name = t.name`,
    order: 'customer_id',
  },
  account: {
    own: ['ra.id as account_id', 'rc.id as customer_id'],
    joins: `join registry.account ra on ra.code = t.account_no ${customerOf}`,
    order: 'customer_id, account_id',
  },
  holding_balance: {
    own: ['ra.id as account_id', 'rc.id as customer_id', 'a.product_code', 'p.category', 'p.counts_as_aum'],
    joins: accountOf,
    without: ['account_no'],
    order: 'customer_id, account_id, business_date',
  },
  transaction: {
    own: ['ra.id as account_id', 'rc.id as customer_id', 'p.counts_as_aum', 're.id as employer_id'],
    joins: `${accountOf} left join registry.employer re on re.code = t.employer_code`,
    without: ['account_no', 'employer_code'],
    order: 'customer_id, account_id, business_date, sequence, transaction_no',
  },
  term: { own: ['ra.id as account_id', 'rc.id as customer_id', 'a.product_code'], joins: accountOf, order: 'customer_id, term_no' },
  complaint: { own: ['rc.id as customer_id'], joins: customerOf, order: 'customer_id, complaint_no' },
  contact: { own: ['rc.id as customer_id'], joins: customerOf, order: 'customer_id, contact_no' },
}

/** The SELECT that writes a table of the delivery into the lake. */
export function outputSelect(table: TableName): string {
  const { own, joins = '', without = [], order } = outputs[table]
  const columns = Object.keys(canonicalTable(table).columns)
    .filter((column) => !without.includes(column))
    .map((column) => `t.${name(column)}`)
  return `select ${[...own, ...columns].join(', ')} from stage.${name(table)} t ${joins} order by ${order}`
}
