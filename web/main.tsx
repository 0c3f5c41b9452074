import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './api/query-client.ts'
import { startWords } from './i18n/index.ts'
import { createSiteRouter } from './router.tsx'
import { startAppearance } from './ui/appearance.ts'
import './ui/theme.css'
import './ui/buttons.css'

startAppearance()

const queryClient = createQueryClient(() => {
  const { pathname, href } = router.state.location
  if (
    pathname === '/sign-in' ||
    queryClient
      .getQueryCache()
      .getAll()
      .every((query) => query.state.data === undefined)
  )
    return
  void router.navigate({ to: '/sign-in', search: { return: href, expired: 'yes' }, replace: true }).then(() => queryClient.clear())
})
const router = createSiteRouter(queryClient)

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')
await startWords()
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
addEventListener('load', () => setTimeout(() => void import('./ui/fallback-font.ts'), 1_500), { once: true })
