import { useWords } from '../../i18n/index.ts'
import { Unknown } from '../../ui/amount.tsx'
import { percent } from '../../ui/format/rate.ts'
import type { Rate } from './report-parts.ts'

/** A rate in percent; without a denominator a dash that says so. */
export const RateNumber = ({ rate }: { rate: Rate }) => {
  const { say } = useWords()
  return rate.bp === null ? <Unknown why={say('report.why.rate')} /> : <>{percent(rate.bp)}</>
}
