import type { InstitutionRow } from '../../organisation/index.ts'
import { ExtentError } from './extent.ts'

/**
 * The ids of the institution with this code and of all below it. Throws {@link ExtentError} for a code that the bank has not delivered, or that of the whole bank.
 */
export function outletsBelow(
  institutions: readonly Pick<InstitutionRow, 'id' | 'code' | 'parent_id' | 'level'>[],
  code: string,
): Set<number> {
  const top = institutions.find((institution) => institution.code === code)
  if (!top || top.level === 'head_office') {
    const branches = institutions.filter(({ level }) => level === 'branch').map((branch) => branch.code)
    throw new ExtentError(
      `--branch ${code} 不是总行以下的机构号。${branches.length > 0 ? `分行有：${branches.slice(0, 20).join('、')}。` : ''}`,
    )
  }
  const below = new Set([top.id])
  for (let before = 0; before < below.size;) {
    before = below.size
    for (const { id, parent_id } of institutions) if (parent_id !== null && below.has(parent_id)) below.add(id)
  }
  return below
}
