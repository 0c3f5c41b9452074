import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { interests } from '../../../server/modules/contact/contract.ts'
import { needDrives } from '../../../server/modules/dossier/contract.ts'
import type { TalkCard, TalkStep, TalkWish } from '../../../server/modules/talk/contract.ts'
import { reasonCodes } from '../../../server/modules/today/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips } from '../../ui/chips.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Pick } from '../organisation/people/fields.tsx'
import { TextField } from '../privacy/source-field.tsx'

interface WriteSheetProps {
  card: TalkCard | undefined
  step: TalkStep
  onClose: () => void
}

/** A card written, or another in its place; what names a product is checked by a second person first. */
export const WriteSheet = ({ card, step, onClose }: WriteSheetProps) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const isNeed = step === 'need'
  const [draft, setDraft] = useState<TalkWish>({
    step,
    family: card?.family ?? (isNeed ? 'time_deposit' : null),
    reason: card?.reason ?? null,
    drive: card?.drive ?? (isNeed ? 'maintaining' : null),
    spoken: card?.spoken ?? (isNeed ? true : null),
    title: card?.title ?? '',
    body: card?.body ?? '',
    replaces: card?.id ?? null,
    why: '',
  })
  const [asked, setAsked] = useState(false)
  const change = (changed: Partial<TalkWish>) => setDraft({ ...draft, ...changed })
  const done = async (isAsked: boolean) => {
    await client.invalidateQueries({ queryKey: queries.talk.key() })
    if (isAsked) setAsked(true)
    else onClose()
  }
  const write = useMutation({ mutationFn: () => api.talk.write(draft), onSuccess: ({ outcome }) => done(outcome === 'asked') })
  const end = useMutation({ mutationFn: () => api.talk.end({ id: card?.id ?? 0 }), onSuccess: () => done(false) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    write.mutate()
  }
  const error = write.error ?? end.error
  return (
    <Sheet title={say(card ? 'talk.edit' : 'talk.add')} closeText={say(asked ? 'shell.close' : 'shell.cancel')} onClose={onClose}>
      {asked ? (
        <p role="status">{say('talk.asked')}</p>
      ) : (
        <form className="sheet-fields" onSubmit={submit}>
          <TextField label={say(`talk.titleOf.${step}`)} value={draft.title} longest={60} onChange={(title) => change({ title })} />
          <label className="sheet-field">
            <span>{say(`talk.bodyOf.${step}`)}</span>
            <textarea rows={4} maxLength={400} value={draft.body} onChange={(event) => change({ body: event.target.value })} />
          </label>
          <div className="sheet-pair">
            <Pick
              label={say('talk.family')}
              value={draft.family ?? ''}
              {...(isNeed ? {} : { empty: say('talk.noFamily') })}
              options={interests.map((value) => ({ value, label: word('category', value) }))}
              onChange={(value) => change({ family: interests.find((one) => one === value) ?? null })}
            />
            <Pick
              label={say('talk.reason')}
              value={draft.reason ?? ''}
              empty={say('talk.anyReason')}
              options={reasonCodes.map((value) => ({ value, label: say(`today.reasonName.${value}`) }))}
              onChange={(value) => change({ reason: reasonCodes.find((one) => one === value) ?? null })}
            />
          </div>
          {isNeed ? (
            <div className="sheet-pair">
              <Chips
                label={say('talk.drive')}
                options={needDrives.map((value) => ({ value, text: word('need_drive', value) }))}
                chosen={draft.drive ? [draft.drive] : []}
                single
                onChange={([drive]) => drive && change({ drive })}
              />
              <Chips
                label={say('talk.whether')}
                options={(['spoken', 'unspoken'] as const).map((value) => ({ value, text: say(`talk.${value}`) }))}
                chosen={[draft.spoken ? 'spoken' : 'unspoken']}
                single
                onChange={([value]) => value && change({ spoken: value === 'spoken' })}
              />
            </div>
          ) : null}
          <TextField label={say('talk.why')} value={draft.why} onChange={(why) => change({ why })} />
          {draft.family ? <p className="muted small">{say('talk.checked')}</p> : null}
          {error ? (
            <p className="warning-text" role="alert">
              {describe(error).text}
            </p>
          ) : null}
          <button
            type="submit"
            className="sheet-done"
            disabled={write.isPending || draft.title.trim() === '' || draft.body.trim() === '' || draft.why.trim() === ''}
          >
            {say(draft.family ? 'talk.submit' : 'shell.save')}
          </button>
          {card ? (
            <button type="button" className="line-button" disabled={end.isPending} onClick={() => end.mutate()}>
              {say('talk.end')}
            </button>
          ) : null}
        </form>
      )}
    </Sheet>
  )
}
