import { useState } from 'react'
import { letterKinds } from '../../../server/modules/care/care-terms.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips } from '../../ui/chips.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { openCompose } from './compose.ts'

/** On a customer's page: a letter that no day brings, of congratulation, thanks, apology, or a greeting (M26). */
export const WriteButton = ({ customerId, name }: { customerId: string; name: string }) => {
  const { say } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="log-button log-quiet" onClick={() => setOpen(true)}>
        {say('care.letter')}
      </button>
      {open ? (
        <Sheet title={say('care.letterKind')} closeText={say('shell.cancel')} onClose={() => setOpen(false)}>
          <Chips
            label={say('care.letterKind')}
            options={letterKinds.map((value) => ({ value, text: say(`care.kind.${value}`) }))}
            chosen={[]}
            single
            onChange={([kind]) => {
              setOpen(false)
              if (kind) openCompose({ customerId, name, kind })
            }}
          />
        </Sheet>
      ) : null}
    </>
  )
}
