import { exactMoney, shortMoney, type MoneyLanguage } from './format/money.ts'

interface AmountProps {
  /** whole fen as bigint or decimal text; null = not known */
  fen: bigint | string | null | undefined
  language: MoneyLanguage
  /** why it is not known, told on hover */
  why?: string
  signed?: boolean
}

/** Money as people say it; the exact amount on hover. */
export const Amount = ({ fen, language, why, signed }: AmountProps) => {
  if (fen === null || fen === undefined) return <Unknown why={why} />
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

/** A dash that says why there is no number. */
export const Unknown = ({ why }: { why?: string | undefined }) => (
  <span className="muted" title={why} aria-label={why ? `— ${why}` : undefined}>
    —
  </span>
)
