import { ORPCError } from '@orpc/client'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { media } from '../../../server/modules/message/message-terms.ts'
import type { TemplateWish } from '../../../server/modules/message/contract.ts'
import { contactPurposes } from '../../../server/modules/privacy/contract.ts'
import { api } from '../../api/client.ts'
import { refusalCode, useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { ChipsField } from '../../ui/chips.tsx'
import { today } from '../../ui/format/date.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { MarkedText } from './marked-text.tsx'

const empty: TemplateWish = { code: '', name: '', media: ['sms'], purpose: 'marketing', body: '', validFrom: '', validTo: '', reason: '' }

/** What of a refused wording is to be changed: forbidden words with their places, or the variable. */
const Refused = ({ error, body }: { error: Error; body: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const data: { places?: { from: number; until: number }[]; text?: string } = error instanceof ORPCError ? (error.data ?? {}) : {}
  return (
    <div role="alert">
      <p className="warning-text">
        {refusalCode(error) === 'BAD_VARIABLE' ? say('messages.templates.badVariable', { text: data.text ?? '' }) : describe(error).text}
      </p>
      {data.places ? <MarkedText text={body} marks={data.places} /> : null}
    </div>
  )
}

/** Asks for a wording; compliance decides. */
export const ProposeTemplateSheet = ({ variables, onClose }: { variables: readonly string[]; onClose: () => void }) => {
  const { say, word } = useWords()
  const [wish, setWish] = useState<TemplateWish>({ ...empty, validFrom: today() })
  const change = (part: Partial<TemplateWish>) => setWish((held) => ({ ...held, ...part }))
  const propose = useMutation({ mutationFn: () => api.message.proposeTemplate(wish) })
  const whole = Object.values(wish).every((value) => value.length > 0)
  const field = (name: 'name' | 'code' | 'reason') => (
    <label className="sheet-field">
      <span>{say(`messages.templates.${name}`)}</span>
      <input type="text" value={wish[name]} onChange={(event) => change({ [name]: event.target.value })} />
    </label>
  )
  return (
    <Sheet title={say('messages.templates.propose')} closeText={say('shell.cancel')} onClose={onClose}>
      {propose.data ? (
        <p className="compose-sent" role="status">
          {say('messages.templates.submitted')}
        </p>
      ) : (
        <div className="sheet-fields">
          <div className="sheet-pair">
            {field('name')}
            {field('code')}
          </div>
          <ChipsField
            label={say('messages.templates.media')}
            options={media.map((value) => ({ value, text: say(`messages.medium.${value}`) }))}
            chosen={wish.media}
            onChange={(chosen) => change({ media: chosen })}
          />
          <ChipsField
            label={say('messages.templates.purpose')}
            options={contactPurposes.map((value) => ({ value, text: word('contact_purpose', value) }))}
            chosen={[wish.purpose]}
            single
            onChange={([purpose]) => purpose && change({ purpose })}
          />
          <label className="sheet-field">
            <span>{say('messages.templates.body')}</span>
            <textarea rows={5} value={wish.body} onChange={(event) => change({ body: event.target.value })} />
          </label>
          <p className="muted small">{say('messages.templates.variables', { names: variables.map((name) => `{${name}}`).join(' ') })}</p>
          <div className="sheet-pair">
            {(['validFrom', 'validTo'] as const).map((name) => (
              <label key={name} className="sheet-field">
                <span>{say(`messages.templates.${name === 'validFrom' ? 'from' : 'to'}`)}</span>
                <input type="date" value={wish[name]} onChange={(event) => change({ [name]: event.target.value })} />
              </label>
            ))}
          </div>
          {field('reason')}
          {propose.error ? <Refused error={propose.error} body={wish.body} /> : null}
          <button type="button" className="sheet-done" disabled={!whole || propose.isPending} onClick={() => propose.mutate()}>
            {say('messages.templates.submit')}
          </button>
        </div>
      )}
    </Sheet>
  )
}
