import { z } from 'zod'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import type { PayloadProps } from '../approval/payload.ts'
import { PayloadWords } from '../approval/payload-words.tsx'
import { ChangeTable } from './change-table.tsx'
import { EffectView } from './effect-view.tsx'
import './policy.css'

const words = z.object({ zh: z.string(), en: z.string() })
const change = z.object({
  validFrom: z.string(),
  changes: z.array(z.object({ key: z.string(), name: words, value: z.string(), fromText: words, toText: words })),
  pack: z.string().optional(),
})

/** A policy change in the inbox: old → new, from when, and, while it waits, what it would move, counted again now. */
export const ChangePayload = ({ payload, open }: PayloadProps) => {
  const { say } = useWords()
  const me = useMe()
  const read = change.safeParse(payload)
  if (!read.success) return <PayloadWords payload={payload} />
  const { validFrom, changes, pack } = read.data
  const [only] = changes
  const today = me.data?.businessDate ?? ''
  return (
    <div className="change-payload">
      <p>
        {say('policy.validFrom')} <strong>{validFrom}</strong>
        {pack === undefined ? null : ` · ${say('policy.packTo')} ${say(`policy.packNames.${pack}`)}`}
      </p>
      <ChangeTable changes={changes.map(({ key, name, fromText, toText }) => ({ key, name, from: fromText, to: toText }))} />
      {open && only && changes.length === 1 && validFrom > today ? (
        <EffectView
          considered={{ key: only.key, value: only.value, validFrom }}
          place={me.institutions[0]?.name ?? ''}
          moves={only.name.zh}
        />
      ) : null}
    </div>
  )
}
