import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { accountState } from '../../../../server/modules/organisation/sign-on/contract.ts'
import { queries } from '../../../api/client.ts'

export type AccountState = z.infer<typeof accountState>

/** Asks anew how the account stands, after something was changed. */
export const useAccountChanged = (): (() => void) => {
  const queryClient = useQueryClient()
  return () => void queryClient.invalidateQueries({ queryKey: queries.signOn.key() })
}
