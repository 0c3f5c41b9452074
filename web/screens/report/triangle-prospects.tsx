import { Link } from '@tanstack/react-router'
import type { Returns } from '../../../server/modules/prospect/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { count } from '../../ui/format/rate.ts'
import { Layer, LayerNumber } from './triangle-layer.tsx'

interface ClassesProps {
  /** undefined = not read yet */
  classes: readonly Returns[] | undefined
}

/** Brought along by satisfied customers, or introduced (M31). */
const brought = ['a', 'c'] as const
const broughtCodes = brought.join(',')

const sum = (classes: ClassesProps['classes'], of: 'open' | 'converted'): string | undefined =>
  classes && count(classes.reduce((all, one) => all + one[of], 0))

/** Prospects of every class: those followed up, those who became customers. */
export const AcquireProspects = ({ classes }: ClassesProps) => {
  const { say, word } = useWords()
  return (
    <>
      <LayerNumber label={say('prospect.nav')} note={word('prospect_state', 'open')}>
        {classes && (
          <Link to="/prospects" className="number-link">
            {sum(classes, 'open')}
          </Link>
        )}
      </LayerNumber>
      <LayerNumber label={say('report.triangle.converted')} note={say('report.triangle.convertedNote')}>
        {classes && (
          <Link to="/prospects" search={{ state: 'converted' }} className="number-link">
            {sum(classes, 'converted')}
          </Link>
        )}
      </LayerNumber>
    </>
  )
}

/** Those whom others brought along, and the money of those who became customers. */
export const ReferLayer = ({ classes }: ClassesProps) => {
  const { say, word, language } = useWords()
  const referred = classes?.filter((one) => brought.some((code) => code === one.sourceClass))
  const money = referred?.reduce<bigint | null>(
    (all, { aumFen }) => (all === null || typeof aumFen !== 'string' ? null : all + BigInt(aumFen)),
    0n,
  )
  return (
    <Layer place={4} name={say('report.triangle.refer')}>
      <LayerNumber label={say('report.triangle.referred')} note={word('prospect_state', 'open')}>
        {referred && (
          <Link to="/prospects" search={{ source: broughtCodes }} className="number-link">
            {sum(referred, 'open')}
          </Link>
        )}
      </LayerNumber>
      <LayerNumber label={say('report.triangle.converted')} note={say('report.triangle.referredNote')}>
        {referred && (
          <Link to="/prospects" search={{ state: 'converted', source: broughtCodes }} className="number-link">
            {sum(referred, 'converted')}
          </Link>
        )}
      </LayerNumber>
      {money === null || money === undefined ? null : (
        <LayerNumber label={say('report.triangle.referredAum')} note={say('report.triangle.referredAumNote')}>
          <Link to="/prospects" search={{ state: 'converted', source: broughtCodes }} className="number-link">
            <Amount fen={money} language={language} />
          </Link>
        </LayerNumber>
      )}
    </Layer>
  )
}
