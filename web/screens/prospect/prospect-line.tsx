import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ProspectRow } from '../../../server/modules/prospect/contract.ts'
import { dropReasons } from '../../../server/modules/prospect/prospect-terms.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips } from '../../ui/chips.tsx'
import { Tag } from '../../ui/panel.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { ProspectLog } from './prospect-log.tsx'

const useConfirm = (prospect: ProspectRow) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (customerId: string) => api.prospect.convert({ id: prospect.id, customerId }),
    onSuccess: () => client.invalidateQueries({ queryKey: queries.prospect.key() }),
  })
}

/** Somebody: where from, what is next, whether a call is allowed now; a customer of the same phone is proposed, a person confirms. */
export const ProspectLine = ({ prospect, mayAct }: { prospect: ProspectRow; mayAct: boolean }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const { userId } = useMe()
  const [open, setOpen] = useState<'log' | 'drop'>()
  const confirm = useConfirm(prospect)
  const allowed = prospect.permissions.filter((one) => one.allowed)
  const reason = prospect.permissions.find((one) => prospect.channels.includes(one.channel) && !one.allowed)?.reason
  const about = [
    prospect.phone,
    say('prospect.contacts', { count: prospect.contacts, minutes: prospect.minutes }),
    prospect.introducedBy
      ? say('prospect.introducedBy', { name: prospect.introducedBy.name ?? prospect.introducedBy.customerId })
      : prospect.introducedNote,
    ...prospect.needs.map((need) => word('contact_need', need)),
    prospect.note,
    prospect.managerName,
  ].filter((text) => text !== null && text !== '')
  return (
    <li data-prospect={prospect.id}>
      <span className="line-who">
        <strong>{prospect.name}</strong>
        <Tag tone="accent" title={word('prospect_class', prospect.sourceClass)}>
          {prospect.sourceClass.toUpperCase()}
        </Tag>
        {prospect.nextOn ? (
          <Tag {...(prospect.due ? { tone: 'warning' as const } : {})}>
            {say('prospect.next', { date: prospect.nextOn, step: prospect.nextStep ? word('contact_next', prospect.nextStep) : '' })}
          </Tag>
        ) : null}
        {prospect.customerId ? (
          <Link to="/customers/$customerId" params={{ customerId: prospect.customerId }}>
            {say('prospect.isCustomer')}
          </Link>
        ) : null}
      </span>
      <span className="line-about">
        {about.join(' · ')}
        {prospect.state === 'open' && allowed.length === 0 && reason ? (
          <span className="warning-text"> · {say('due.not', { reason: word('contact_reason', reason) })}</span>
        ) : null}
        {confirm.error ? <span className="warning-text"> · {describe(confirm.error).text}</span> : null}
      </span>
      {mayAct && prospect.state === 'open' ? (
        <span className="line-acts">
          {prospect.matches.map((match) => (
            <button
              key={match.customerId}
              type="button"
              className="line-button"
              disabled={confirm.isPending}
              onClick={() => confirm.mutate(match.customerId)}
            >
              {say('prospect.confirm', { name: match.name ?? '', no: match.customerNo })}
            </button>
          ))}
          <button type="button" className="line-button line-first" onClick={() => setOpen('log')}>
            {say('worklog.log')}
          </button>
          <button type="button" className="line-button" onClick={() => setOpen('drop')}>
            {say('prospect.drop')}
          </button>
        </span>
      ) : null}
      {open === 'log' ? <ProspectLog prospect={prospect} userId={userId} onClose={() => setOpen(undefined)} /> : null}
      {open === 'drop' ? <Drop prospect={prospect} onClose={() => setOpen(undefined)} /> : null}
    </li>
  )
}

const Drop = ({ prospect, onClose }: { prospect: ProspectRow; onClose: () => void }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const drop = useMutation({
    mutationFn: (why: (typeof dropReasons)[number]) => api.prospect.drop({ id: prospect.id, why }),
    onSuccess: async () => {
      onClose()
      await client.invalidateQueries({ queryKey: queries.prospect.key() })
    },
  })
  return (
    <Sheet title={say('prospect.dropOf', { name: prospect.name })} closeText={say('shell.cancel')} onClose={onClose}>
      <div className="sheet-fields">
        <Chips
          label={say('prospect.why')}
          options={dropReasons.map((value) => ({ value, text: word('prospect_drop', value) }))}
          chosen={[]}
          single
          onChange={([why]) => why && drop.mutate(why)}
        />
        <p className="muted small">{say('prospect.dropAbout')}</p>
        {drop.error ? (
          <p className="warning-text" role="alert">
            {describe(drop.error).text}
          </p>
        ) : null}
      </div>
    </Sheet>
  )
}
