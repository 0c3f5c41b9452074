import { exactMoney, shortMoney, typeMoney, type MoneyLanguage } from './format/money.ts'

/** A band instead of an amount, in fen: from (included) to below (excluded); null = open. */
export interface AmountBand {
  fromFen: string | null
  belowFen: string | null
}

interface AmountProps {
  /** whole fen as bigint or decimal text, or a band of it; null = not known */
  fen: bigint | string | AmountBand | null | undefined
  language: MoneyLanguage
  /** why it is not known, told on hover */
  why?: string
  signed?: boolean
}

/** Money as people say it; the exact amount on hover. */
export const Amount = ({ fen, language, why, signed }: AmountProps) => {
  if (fen === null || fen === undefined) return <Unknown why={why} />
  if (typeof fen === 'object') return <span className="amount-band">{bandText(fen)}</span>
  const exact = BigInt(fen)
  if (exact === 0n) return <span title="¥0.00">0</span>
  const { digits, unit } = shortMoney(exact, language)
  return (
    <span title={`¥${exactMoney(exact)}`}>
      {signed && exact > 0n ? '+' : ''}
      {digits}
      {unit ? <span className="money-unit">{unit}</span> : null}
    </span>
  )
}

/** A band as short as it is clear in any language: 5万–20万, <1万, ≥600万; what is below one fen is nothing. */
export const bandText = ({ fromFen, belowFen }: AmountBand): string => {
  if (belowFen === '1') return '0'
  if (belowFen === null) return `≥${typeMoney(BigInt(fromFen ?? '0'))}`
  if (fromFen === null || fromFen === '1') return `<${typeMoney(BigInt(belowFen))}`
  return `${typeMoney(BigInt(fromFen))}–${typeMoney(BigInt(belowFen))}`
}

/** A dash that says why there is no number. */
export const Unknown = ({ why }: { why?: string | undefined }) => (
  <span className="muted" title={why} aria-label={why ? `— ${why}` : undefined}>
    —
  </span>
)
