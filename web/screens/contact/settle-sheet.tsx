import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { PromiseRow } from '../../../server/modules/contact/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips } from '../../ui/chips.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { TextField } from '../privacy/source-field.tsx'

const kinds = ['kept', 'put_off', 'let_go'] as const

/** What became of a promise, with its proof, and whether the customer was told. */
export const SettleSheet = ({ promise, onClose }: { promise: PromiseRow; onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const queryClient = useQueryClient()
  const [kind, setKind] = useState<(typeof kinds)[number]>('kept')
  const [proof, setProof] = useState('')
  const [dueOn, setDueOn] = useState('')
  const [toldCustomer, setToldCustomer] = useState(true)
  const [missing, setMissing] = useState(false)
  const settle = useMutation({
    mutationFn: () =>
      api.contact.settlePromise({ id: promise.id, kind, proof: proof.trim(), dueOn: kind === 'put_off' ? dueOn : null, toldCustomer }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: queries.contact.key() })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacking = proof.trim() === '' || (kind === 'put_off' && dueOn === '')
    setMissing(lacking)
    if (!lacking) settle.mutate()
  }
  return (
    <Sheet title={say('promises.settleTitle')} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit} noValidate>
        <p>{promise.what}</p>
        <Chips
          label={say('promises.kind')}
          options={kinds.map((value) => ({ value, text: say(`promises.${value}`) }))}
          chosen={[kind]}
          single
          onChange={([chosen]) => chosen && setKind(chosen)}
        />
        {kind === 'put_off' ? <TextField type="date" label={say('promises.dueOn')} value={dueOn} onChange={setDueOn} /> : null}
        <TextField label={say('promises.proof')} value={proof} onChange={setProof} />
        <label className="sheet-check">
          <input type="checkbox" checked={toldCustomer} onChange={(event) => setToldCustomer(event.target.checked)} />
          {say('promises.told')}
        </label>
        {missing || settle.error ? (
          <p className="warning-text" role="alert">
            {settle.error ? describe(settle.error).text : say('promises.missing')}
          </p>
        ) : null}
        <button type="submit" className="sheet-done" disabled={settle.isPending}>
          {say('promises.submit')}
        </button>
      </form>
    </Sheet>
  )
}
