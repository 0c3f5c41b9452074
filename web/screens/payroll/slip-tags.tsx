import type { EmployerRow } from '../../../server/modules/payroll/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'

/** Why a unit slips, as marks. */
export const SlipTags = ({ slips }: { slips: readonly string[] }) => {
  const { say } = useWords()
  return slips.map((slip) => (
    <Tag key={slip} tone="warning" title={say(`employers.slipAbout.${slip}`)}>
      {say(`employers.slip.${slip}`)}
    </Tag>
  ))
}

/** Who goes when, or that nobody does. */
export const useVisitText = (): ((visit: EmployerRow['visit']) => string) => {
  const { say } = useWords()
  return (visit) =>
    visit ? say(visit.late ? 'employers.visitLate' : 'employers.visitOn', { date: visit.visitOn, name: visit.staffName }) : ''
}
