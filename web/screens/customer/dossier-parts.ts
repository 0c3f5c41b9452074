import type { DossierHead } from '../../../server/modules/customer/contract.ts'

/** What every part of the customer screen is given. */
export interface DossierProps {
  dossier: DossierHead
}

/** A figure that holds money, as fen text; null = not known. */
export const moneyFigure = (dossier: DossierHead, figure: string): string | null => {
  const value = dossier.figures[figure]
  return value === null || value === undefined ? null : String(value)
}

/** A figure that holds a count; null = not known. */
export const countFigure = (dossier: DossierHead, figure: string): number | null => {
  const value = dossier.figures[figure]
  return typeof value === 'number' ? value : null
}
