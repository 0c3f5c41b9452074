import type { ProgrammeRow } from '../../../server/modules/points/rewards/contract.ts'
import { rewardFields, type Colour } from '../../../server/modules/points/rewards/reward-terms.ts'
import { useWords } from '../../i18n/index.ts'

/** Green, amber or red in word and colour. */
export const ColourTag = ({ colour }: { colour: Colour }) => {
  const { word } = useWords()
  return <span className={`tag colour-${colour}`}>{word('reward_colour', colour)}</span>
}

/** Names of the catalogue's fields; the code of what is not in it. */
export const useFieldName = (): ((field: string) => string) => {
  const { language } = useWords()
  return (field) => (Object.hasOwn(rewardFields, field) ? rewardFields[field]?.[language === 'en' ? 'en' : 'zh'] : undefined) ?? field
}

/** Why a programme has its colour, in words. */
export const useReasons = (): ((why: ProgrammeRow['why']) => string) => {
  const { say } = useWords()
  const fieldName = useFieldName()
  return (why) => why.map(({ reason, fields }) => say(`points.why.${reason}`, { fields: fields.map(fieldName).join('、') })).join('；')
}
