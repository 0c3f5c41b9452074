import { useEffect } from 'react'
import { useWords } from '../../i18n/index.ts'
import { Flyout } from '../../ui/flyout.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useWaiting } from '../approval/use-waiting.ts'
import { CustomerSearch } from './customer-search.tsx'
import { DataDate } from './data-date.tsx'
import type { FrameProps } from './frame.ts'
import { Navigation } from './navigation.tsx'
import { ScopeSwitcher } from './scope-switcher.tsx'
import { UserPanel } from './user-panel.tsx'

/** Scope and freshness above, what is pressed often below, under the thumb; what waits for approval counts on 我的 too. */
export const PhoneFrame = ({ me, search, searching, setSearching, onKeys, children }: FrameProps) => {
  const { say } = useWords()
  const waiting = useWaiting()
  useEffect(() => {
    if (searching) search.current?.focus()
  }, [searching, search])
  return (
    <div className="phone">
      <header className="phone-top">
        <ScopeSwitcher me={me} />
        <DataDate me={me} />
      </header>
      <main id="content" className="content" tabIndex={-1}>
        {children}
      </main>
      <div className="bottom">
        <Navigation me={me} className="bottom-nav" />
        <button type="button" className="nav-link" onClick={() => setSearching(true)}>
          <Icon name="search" size={20} />
          <span>{say('shell.nav.search')}</span>
        </button>
        <Flyout
          className="bottom-me"
          label={say('shell.user')}
          button={
            <span className="nav-link">
              <Icon name="person" size={20} />
              <span>{say('shell.nav.more')}</span>
              {waiting > 0 ? <b className="nav-count">{waiting}</b> : null}
            </span>
          }
        >
          {(close) => (
            <>
              <div onClick={close}>
                <Navigation me={me} className="more-nav" />
              </div>
              <UserPanel me={me} onKeys={onKeys} onClose={close} />
            </>
          )}
        </Flyout>
      </div>
      {searching ? (
        <div className="phone-search" role="dialog" aria-label={say('search.label')}>
          <div className="phone-search-head">
            <button type="button" aria-label={say('shell.close')} onClick={() => setSearching(false)}>
              <Icon name="left" size={22} />
            </button>
            <span>{say('search.label')}</span>
          </div>
          <CustomerSearch input={search} onDone={() => setSearching(false)} />
          <p className="muted small">{say('search.hint')}</p>
        </div>
      ) : null}
    </div>
  )
}
