import type { Band } from '../../platform/contract/terms.ts'
import type { Policies } from '../policy/index.ts'
import { balanceBand, bandLines } from './balance-band.rules.ts'
import { maskName, type NameStyle } from './masking.rules.ts'

/** What somebody sees masked of the customers they may see at all (M98). */
export interface MaskedView {
  hidesNames: boolean
  hidesAmounts: boolean
  nameStyle: NameStyle
  /** where bands begin, in fen, rising */
  lines: readonly bigint[]
}

const parts = ['name', 'amount'] as const

/** The view of a role by policy masking.lists_by_role (`teller:name+amount lobby_manager:name …`). Throws on a policy of another form. */
export function maskedViewOf(policies: Policies, role: string): MaskedView {
  const hidden = hiddenBy(policies.code('masking.lists_by_role')).get(role) ?? []
  return {
    hidesNames: hidden.includes('name'),
    hidesAmounts: hidden.includes('amount'),
    nameStyle: nameStyleOf(policies.code('masking.name_style')),
    lines: bandLines(policies.code('masking.balance_bands_fen')),
  }
}

function hiddenBy(policy: string): Map<string, string[]> {
  const roles = policy.trim().split(/\s+/u)
  return new Map(
    roles.map((entry) => {
      const [role = '', what = ''] = entry.split(':')
      const hidden = what.split('+')
      if (role === '' || hidden.some((part) => !parts.some((known) => known === part))) {
        throw new Error(`政策 masking.lists_by_role 应形如“teller:name+amount”，实际为「${entry}」`)
      }
      return [role, hidden]
    }),
  )
}

function nameStyleOf(code: string): NameStyle {
  if (code === 'family_name_shown' || code === 'given_name_shown') return code
  throw new Error(`政策 masking.name_style 的值「${code}」不认识，应为 family_name_shown 或 given_name_shown`)
}

/** A customer's name as the view shows it. */
export const shownName = (name: string | null, { hidesNames, nameStyle }: MaskedView): string | null =>
  hidesNames ? maskName(name, nameStyle) : name

/** An amount in fen as the view shows it: exact as text, or the band it lies in. */
export function shownAmount(fen: bigint, { hidesAmounts, lines }: MaskedView): string | Band {
  if (!hidesAmounts) return fen.toString()
  const { fromFen, belowFen } = balanceBand(fen, lines)
  return { fromFen: fromFen?.toString() ?? null, belowFen: belowFen?.toString() ?? null }
}

/**
 * Whether a comparison of an amount tells no more than the bands do: it must part them at one of their lines. `at_least`/`below` a line, and what
 * comes to the same (`above 0` = `at_least 1`).
 */
export function tellsBandOnly(op: string, value: string | undefined, { lines }: MaskedView): boolean {
  if (op === 'is_empty' || op === 'not_empty') return true
  if (value === undefined) return false
  const fen = BigInt(value)
  if (op === 'at_least' || op === 'below') return lines.includes(fen)
  return (op === 'above' || op === 'at_most') && lines.includes(fen + 1n)
}
