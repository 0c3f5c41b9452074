import { useWords } from '../../i18n/index.ts'
import { safeReturn } from '../../search-text.ts'

/** The way in by the bank's identity provider, where there is one. */
export const DoorOtherWay = ({ name, back, first }: { name: string; back: string | undefined; first: boolean }) => {
  const { say } = useWords()
  return (
    <>
      {first ? null : <p className="sign-in-or">{say('door.or')}</p>}
      <a className={first ? 'submit' : 'submit submit-second'} href={`/sso/start?back=${encodeURIComponent(safeReturn(back))}`}>
        {say('door.singleSignOn', { name })}
      </a>
    </>
  )
}
