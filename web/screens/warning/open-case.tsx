import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { reasonOfAlert } from '../../../server/modules/retention/contract.ts'
import { api, queries } from '../../api/client.ts'
import { refusalCode, useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'

/** A leave case in one press; where the fraud check comes first, or a case is open already, the counter's form takes over. */
export const OpenCase = ({ customerId, caseId }: { customerId: string; caseId: string | null }) => {
  const { say } = useWords()
  const describe = useProblem()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [id] = useState(() => crypto.randomUUID())
  const open = useMutation({
    mutationFn: () =>
      api.retention.open({
        id,
        customerId,
        source: 'alert',
        reason: reasonOfAlert,
        destinationBank: null,
        leavingFen: null,
        fraudCheck: null,
      }),
    onSuccess: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: queries.retention.key() }),
        queryClient.invalidateQueries({ queryKey: queries.warning.key() }),
      ])
      await navigate({ to: '/leave-cases/$caseId', params: { caseId: id } })
    },
    onError: (error) => {
      if (['CHECK_FIRST', 'OPEN_ALREADY'].includes(refusalCode(error) ?? ''))
        void navigate({ to: '/leave-cases', search: { customer: customerId } })
    },
  })
  if (caseId !== null)
    return (
      <Link to="/leave-cases/$caseId" params={{ caseId }} className="warn-action">
        {say('warning.toCase')}
      </Link>
    )
  return (
    <>
      <button type="button" className="warn-action" disabled={open.isPending} onClick={() => open.mutate()}>
        {say(open.isPending ? 'warning.opening' : 'warning.openCase')}
      </button>
      {open.error ? (
        <span className="warning-text small" role="alert">
          {describe(open.error).text}
        </span>
      ) : null}
    </>
  )
}
