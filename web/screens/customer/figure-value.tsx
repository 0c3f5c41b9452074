import { figures, type FigureKey } from '../../../server/modules/customer/figures.ts'
import type { ReactNode } from 'react'
import { useWords, type Language, type Say } from '../../i18n/index.ts'
import { Amount, Unknown, type AmountBand } from '../../ui/amount.tsx'
import { count, percent } from '../../ui/format/rate.ts'
import { Tag } from '../../ui/panel.tsx'
import { codeWord } from './filter-words.ts'

type Value = string | number | boolean | AmountBand | null | undefined

const tones: Record<string, 'accent' | 'warning'> = {
  potential: 'accent',
  mid_to_high: 'accent',
  wealth: 'accent',
  promoted: 'accent',
  demoted: 'warning',
  dormant: 'warning',
  lost: 'warning',
  not_for_marketing: 'warning',
}

/** From here on a chance to leave is called high, as in the dossier. */
const highChance = 2500

/** One figure of a customer, in the form of its kind; null is a dash that says why. For long lists: a plain function, no hooks in each cell. */
export const showFigure = (say: Say, language: Language, figure: FigureKey, value: Value): ReactNode => {
  if (value === null || value === undefined)
    return <Unknown why={say(figure === 'next_tier_gap' ? 'dossier.tierTop' : 'dossier.why.unknown')} />
  const { kind } = figures[figure]
  if (typeof value === 'object') return <Amount fen={value} language={language} />
  if (kind === 'money') return <Amount fen={String(value)} language={language} />
  if (kind === 'count') return <>{count(Number(value))}</>
  if (kind === 'rate') return <span className={Number(value) >= highChance ? 'warning-text' : ''}>{percent(Number(value))}</span>
  if (kind === 'flag') return value === true ? <>{say('shell.yes')}</> : <span className="muted">{say('shell.no')}</span>
  if (kind === 'code') {
    const tone = tones[String(value)]
    return tone ? <Tag tone={tone}>{codeWord(say, figure, String(value))}</Tag> : <>{codeWord(say, figure, String(value))}</>
  }
  return <>{String(value)}</>
}

/** The same as a component. */
export const FigureValue = ({ figure, value }: { figure: FigureKey; value: Value }) => {
  const { say, language } = useWords()
  return <>{showFigure(say, language, figure, value)}</>
}

const widths: Record<string, number> = {
  money: 104,
  count: 84,
  rate: 96,
  date: 104,
  flag: 84,
  code: 92,
  person: 90,
  institution: 156,
  text: 120,
}

export const figureWidth = (figure: FigureKey): number => widths[figures[figure].kind] ?? 100

/** Numbers stand at the right so that their places align. */
export const isNumeric = (figure: FigureKey): boolean => ['money', 'count', 'rate', 'date'].includes(figures[figure].kind)
