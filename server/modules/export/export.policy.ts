import type { Policies } from '../policy/index.ts'

/**
 * Who may take files out, as sentences. Whoever policy export.rows_at_most_by_role names may, up to so many rows; a teller is not among them. Every file needs
 * a second person above or in compliance; one with names or phones in clear needs compliance as well.
 */
export const superiors = ['outlet_president', 'branch_manager', 'head_office', 'compliance_officer'] as const
export const compliance = ['compliance_officer'] as const

/** The rows a role may take at once; undefined: none. Throws on a policy of another form than `role:rows role:rows`. */
export function rowsAtMost(policies: Policies, role: string): number | undefined {
  const entries = policies.code('export.rows_at_most_by_role').trim().split(/\s+/u)
  const limits = entries.map((entry) => {
    const [, name, rows] = /^([a-z_]+):(\d+)$/.exec(entry) ?? []
    if (name === undefined) throw new Error(`政策 export.rows_at_most_by_role 应形如“角色:行数”，实际为「${entry}」`)
    return { name, rows: Number(rows) }
  })
  return limits.find(({ name }) => name === role)?.rows
}
