import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/index.ts'
import { Flyout } from '../../ui/flyout.tsx'
import { Icon } from '../../ui/icons.tsx'
import { CustomerSearch } from './customer-search.tsx'
import { DataDate } from './data-date.tsx'
import type { FrameProps } from './frame.ts'
import { Navigation } from './navigation.tsx'
import { ScopeSwitcher } from './scope-switcher.tsx'
import { UserPanel } from './user-panel.tsx'

/** Navigation at the left, everything else above the screen. */
export const DesktopFrame = ({ me, search, onKeys, children }: FrameProps) => {
  const { say } = useWords()
  return (
    <div className="frame">
      <aside className="side">
        <Link to="/" className="brand">
          <img src="/favicon.svg" width={28} height={28} alt="" />
          <span>
            留客 <small>Liuke</small>
          </span>
        </Link>
        <Navigation me={me} className="side-nav" />
      </aside>
      <header className="top">
        <ScopeSwitcher me={me} />
        <CustomerSearch input={search} />
        <div className="top-end">
          <DataDate me={me} />
          <Flyout
            align="end"
            label={say('shell.user')}
            button={
              <>
                <Icon name="person" />
                <span>{me.name}</span>
                {me.actingFor ? <span className="user-acting">{say('myScope.acting', { name: me.actingFor })}</span> : null}
              </>
            }
          >
            {(close) => (
              <UserPanel
                me={me}
                onClose={close}
                onKeys={() => {
                  close()
                  onKeys()
                }}
              />
            )}
          </Flyout>
        </div>
      </header>
      <main id="content" className="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
