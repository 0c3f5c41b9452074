/** Who may do what with models of who leaves, as sentences. M12. */

const keepers: readonly string[] = ['head_office', 'compliance_officer']

/** They alone see how models do: what moves a chance is nothing to steer customers' talk by. */
export const mayReadModels = (role: string): boolean => keepers.includes(role)

/** Head office and compliance ask for a model; another person of theirs approves it. */
export const mayProposeModels = (role: string): boolean => keepers.includes(role)
