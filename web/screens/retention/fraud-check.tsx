import { fraudQuestions } from '../../../server/modules/retention/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Segments } from '../../ui/segments.tsx'

export type Answers = Partial<Record<(typeof fraudQuestions)[number], boolean>>

interface FraudCheckProps {
  answers: Answers
  suspicious: boolean
  onChange: (answers: Answers) => void
}

/** Asked of an elder before anything else. */
export const FraudCheck = ({ answers, suspicious, onChange }: FraudCheckProps) => {
  const { say, word } = useWords()
  return (
    <fieldset className="leave-check">
      <legend>{say('leave.check')}</legend>
      <p className="small">{say('leave.checkAbout')}</p>
      {fraudQuestions.map((question) => {
        const answer = answers[question]
        return (
          <div key={question}>
            <span>{word('fraud_question', question)}</span>
            <Segments<'yes' | 'no' | ''>
              label={word('fraud_question', question)}
              value={answer === undefined ? '' : answer ? 'yes' : 'no'}
              options={(['yes', 'no'] as const).map((value) => ({ value, text: say(`leave.${value}`) }))}
              onChange={(value) => onChange({ ...answers, [question]: value === 'yes' })}
            />
          </div>
        )
      })}
      {suspicious ? (
        <p className="warning-text" role="alert">
          {say('leave.checkStop')}
        </p>
      ) : null}
    </fieldset>
  )
}
