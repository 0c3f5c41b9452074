import type { Me } from '../../../server/modules/organisation/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { dayOfYear } from '../../ui/format/date.ts'
import { Icon } from '../../ui/icons.tsx'
import { usePhone } from '../../ui/media.ts'

/** How fresh the figures are; a late delivery is said in the warning tone. */
export const DataDate = ({ me }: { me: Me }) => {
  const { say } = useWords()
  const phone = usePhone()
  if (!me.data) return <span className="data-date data-late">{say('shell.dataNone')}</span>
  const { dataAsOf: date, late } = me.data
  if (!late) return <span className="data-date">{say('shell.dataAsOf', { date })}</span>
  return (
    <span className="data-date data-late" role="status" title={say('shell.dataLateWhy', { date })}>
      <Icon name="warning" size={14} />
      {phone ? say('shell.dataLateShort', { date: dayOfYear(date) }) : say('shell.dataLate', { date })}
    </span>
  )
}
