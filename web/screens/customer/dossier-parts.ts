import type { DossierHead } from '../../../server/modules/customer/contract.ts'
import type { AmountBand } from '../../ui/amount.tsx'

/** What every part of the customer screen is given. */
export interface DossierProps {
  dossier: DossierHead
}

/** A figure that holds money as it may be seen: fen text or a band; null = not known. */
export const amountFigure = (dossier: DossierHead, figure: string): string | AmountBand | null => {
  const value = dossier.figures[figure]
  return typeof value === 'string' || (typeof value === 'object' && value !== null) ? value : null
}

/** A figure that holds money, as fen text; null = not known, or seen as a band only. */
export const moneyFigure = (dossier: DossierHead, figure: string): string | null => {
  const value = dossier.figures[figure]
  return typeof value === 'string' ? value : null
}

/** A figure that holds a code or a date; null = not known. */
export const textFigure = (dossier: DossierHead, figure: string): string | null => {
  const value = dossier.figures[figure]
  return typeof value === 'string' ? value : null
}

/** A figure that holds a count; null = not known. */
export const countFigure = (dossier: DossierHead, figure: string): number | null => {
  const value = dossier.figures[figure]
  return typeof value === 'number' ? value : null
}
