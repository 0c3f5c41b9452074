import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useCanGoBack, useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { useHotkeys } from '../../ui/hotkeys.ts'
import { useOnline, usePhone } from '../../ui/media.ts'
import { Theme } from '../../ui/theme.tsx'
import { ProveDialog } from '../organisation/account/prove-dialog.tsx'
import { ComposeHost } from '../message/compose-host.tsx'
import { WorklogHost } from '../contact/worklog-host.tsx'
import { DesktopFrame } from './desktop-frame.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { usePageTitle } from './page-title.ts'
import { PhoneFrame } from './phone-frame.tsx'
import './shell.css'

/** Throws away answers of an older night as soon as a new one is out. */
const useNewNight = (businessDate: string | undefined): void => {
  const queryClient = useQueryClient()
  const seen = useRef(businessDate)
  useEffect(() => {
    if (seen.current !== undefined && seen.current !== businessDate) void queryClient.invalidateQueries()
    seen.current = businessDate
  }, [businessDate, queryClient])
}

/** The frame around every screen: navigation, scope, search, freshness, the person. */
export const Shell = () => {
  const { say } = useWords()
  const me = useMe()
  const router = useRouter()
  const canGoBack = useCanGoBack()
  const phone = usePhone()
  const online = useOnline()
  const search = useRef<HTMLInputElement>(null)
  const [keysShown, setKeysShown] = useState(false)
  const [searching, setSearching] = useState(false)
  useNewNight(me.data?.businessDate)
  usePageTitle()
  useHotkeys({
    '/': () => (phone ? setSearching(true) : search.current?.focus()),
    '?': () => setKeysShown(true),
    Escape: () => canGoBack && router.history.back(),
  })
  const Frame = phone ? PhoneFrame : DesktopFrame
  return (
    <Theme emptyText={say('shell.unknown')}>
      <a className="skip" href="#content">
        {say('shell.skipToContent')}
      </a>
      <Frame me={me} search={search} searching={searching} setSearching={setSearching} onKeys={() => setKeysShown(true)}>
        {online ? null : (
          <p className="offline" role="status">
            {say('shell.offline')}
          </p>
        )}
        <WorklogHost me={me} />
        <ComposeHost />
        <Outlet />
      </Frame>
      <ProveDialog />
      {keysShown ? <KeysDialog onClose={() => setKeysShown(false)} /> : null}
    </Theme>
  )
}
