import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { ReasonCode } from '../../../server/modules/today/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'

/** as many as the contract takes; each at most 200 characters */
const most = 6

interface FormProps {
  reason: ReasonCode
  texts: readonly string[]
  mayWrite: boolean
}

/** What there is to say for one reason: read, and for head office changed as a whole. An emptied line is left out. */
export const TalkingPointsForm = ({ reason, texts, mayWrite }: FormProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [lines, setLines] = useState<readonly string[]>()
  const save = useMutation({
    mutationFn: (given: readonly string[]) => api.today.saveTalkingPoints({ reason, texts: [...given] }),
    onSuccess: (answer) => {
      client.setQueryData(queries.today.listTalkingPoints.queryKey(), answer)
      void client.invalidateQueries({ queryKey: queries.today.open.key() })
      setLines(undefined)
    },
  })
  const name = say(`today.reasonName.${reason}`)
  if (lines === undefined)
    return (
      <>
        {texts.length === 0 ? <p className="muted small">{say('today.pointsNone')}</p> : null}
        <ol className="points-texts">
          {texts.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
        {mayWrite ? (
          <button
            type="button"
            className="today-link"
            aria-label={say('today.pointsEditOf', { reason: name })}
            onClick={() => setLines(texts.length === 0 ? [''] : texts)}
          >
            {say('today.pointsEdit')}
          </button>
        ) : null}
      </>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(lines.map((line) => line.trim()).filter((line) => line !== ''))
  }
  return (
    <form className="points-form" onSubmit={submit}>
      {lines.map((line, at) => (
        <textarea
          key={at}
          rows={2}
          maxLength={200}
          value={line}
          autoFocus={at === 0}
          aria-label={say('today.pointOf', { reason: name, place: at + 1 })}
          onChange={(event) => setLines(lines.with(at, event.target.value))}
        />
      ))}
      {lines.length < most ? (
        <button type="button" className="today-link" onClick={() => setLines([...lines, ''])}>
          {say('today.pointsAdd')}
        </button>
      ) : null}
      {save.isError ? (
        <p className="warning-text small" role="alert">
          {describe(save.error).text}
        </p>
      ) : null}
      <div className="today-actions">
        <button type="submit" className="today-log" disabled={save.isPending}>
          {say('today.pointsSave')}
        </button>
        <button type="button" onClick={() => setLines(undefined)}>
          {say('today.close')}
        </button>
      </div>
    </form>
  )
}
