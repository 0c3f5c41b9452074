import { useMutation, useQuery } from '@tanstack/react-query'
import { api, queries } from '../../../api/client.ts'
import { useWords } from '../../../i18n/index.ts'
import { emptyPocket } from '../../../offline/pocket.ts'

/** What somebody may act as, and which of it is worn. */
export const useMyScope = () => useQuery(queries.people.myScope.queryOptions({ staleTime: 0 }))

interface Hat {
  kind: 'account' | 'post' | 'deputy' | 'successor'
  role: string
  institutionName: string
  forName: string | null
}

/** How a post is called: 代 李娜 · 理财经理 · 解放路网点. */
export const useHatWords = () => {
  const { say, word } = useWords()
  return (hat: Hat): string =>
    say(`myScope.hat.${hat.kind}`, { role: word('role', hat.role), institution: hat.institutionName, name: hat.forName ?? '' })
}

/** Changes the post that is worn. The page begins anew: nothing that was fetched in the old post is left anywhere. */
export const useWear = () =>
  useMutation({
    mutationFn: (key: string) => api.people.wearPost({ key }),
    onSuccess: async () => {
      await emptyPocket()
      location.assign('/')
    },
  })
