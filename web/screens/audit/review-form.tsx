import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Segments } from '../../ui/segments.tsx'

type Verdict = 'justified' | 'violation'
const fewestCharacters = 4

/** Closes a flag, once: a verdict and why. */
export const ReviewForm = ({ id, onDone }: { id: number; onDone: () => void }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const queryClient = useQueryClient()
  const [verdict, setVerdict] = useState<Verdict>('justified')
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState(false)
  const review = useMutation({
    mutationFn: (given: { id: number; verdict: Verdict; note: string }) => api.privacy.reviewFlag(given),
    onSuccess: async () => {
      onDone()
      await queryClient.invalidateQueries({ queryKey: queries.privacy.listFlags.key() })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacking = note.trim().length < fewestCharacters
    setMissing(lacking)
    if (!lacking) review.mutate({ id, verdict, note: note.trim() })
  }
  return (
    <form className="review-form" onSubmit={submit}>
      <Segments<Verdict>
        label={say('flags.verdict')}
        value={verdict}
        options={[
          { value: 'justified', text: word('verdict', 'justified') },
          { value: 'violation', text: word('verdict', 'violation') },
        ]}
        onChange={setVerdict}
      />
      <Input.TextArea
        value={note}
        rows={3}
        maxLength={500}
        aria-label={say('flags.note')}
        placeholder={say('flags.note')}
        status={missing ? 'error' : ''}
        onChange={(event) => setNote(event.target.value)}
      />
      {missing || review.error ? (
        <p className="warning-text small" role="alert">
          {missing ? say('flags.noteNeeded') : describe(review.error).text}
        </p>
      ) : null}
      <Button htmlType="submit" type="primary" loading={review.isPending}>
        {say('flags.submit')}
      </Button>
    </form>
  )
}
