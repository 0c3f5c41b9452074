import { useEffect } from 'react'
import type { TodayList } from '../../../server/modules/today/contract.ts'
import { useMe } from '../../api/session.ts'
import { keepCustomer, maskedLabel } from '../../offline/pocket.ts'

/** Keeps the customers of the own list in the pocket, those to do first last: without network the day can be logged after a reload too. */
export const useKeptForOffline = ({ items, readOnly }: TodayList): void => {
  const { userId } = useMe()
  useEffect(() => {
    if (readOnly) return
    const keep = async () => {
      for (const { customerId, customerNo, name } of items.toReversed())
        await keepCustomer({ customerId, userId, customerNo, maskedName: maskedLabel(name, customerNo) })
    }
    void keep()
  }, [items, readOnly, userId])
}
