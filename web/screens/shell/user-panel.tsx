import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Me } from '../../../server/modules/organisation/contract.ts'
import { api } from '../../api/client.ts'
import { switchLanguage, useWords, type Language } from '../../i18n/index.ts'
import { emptyPocket } from '../../offline/pocket.ts'
import { PostSwitcher } from '../organisation/people/post-switcher.tsx'
import { modes, setMode, useMode } from '../../ui/appearance.ts'
import { Segments } from '../../ui/segments.tsx'

const languages: readonly { value: Language; text: string }[] = [
  { value: 'zh-CN', text: '中文' },
  { value: 'en', text: 'English' },
]

/** Who I am, how I like it, and the way out. */
export const UserPanel = ({ me, onKeys, onClose }: { me: Me; onKeys: () => void; onClose: () => void }) => {
  const { say, word, language } = useWords()
  const mode = useMode()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const signOut = useMutation({
    mutationFn: () => api.organisation.signOut(),
    onSettled: async () => {
      await emptyPocket()
      await navigate({ to: '/sign-in' })
      queryClient.clear()
    },
  })
  return (
    <div className="user-panel">
      <p>
        <strong>{me.name}</strong>
        <span className="muted small">
          {word('role', me.role)} · {me.login}
        </span>
        {me.actingFor ? <span className="warning-text small">{say('myScope.acting', { name: me.actingFor })}</span> : null}
      </p>
      <PostSwitcher onDone={onClose} />
      <Link to="/my-scope" className="user-account">
        {say('myScope.title')}
      </Link>
      <div className="user-row">
        <span>{say('shell.language')}</span>
        <Segments label={say('shell.language')} value={language} options={languages} onChange={(value) => void switchLanguage(value)} />
      </div>
      <div className="user-row">
        <span>{say('shell.appearance')}</span>
        <Segments
          label={say('shell.appearance')}
          value={mode}
          options={modes.map((value) => ({ value, text: say(`shell.mode.${value}`) }))}
          onChange={setMode}
        />
      </div>
      <Link to="/calendar">{say('calendar.title')}</Link>
      <Link to="/account" className="user-account">
        {say('account.title')}
      </Link>
      <button type="button" className="keys-button" onClick={onKeys}>
        {say('shell.keys')} <kbd>?</kbd>
      </button>
      <button type="button" onClick={() => signOut.mutate()} disabled={signOut.isPending}>
        {say('shell.signOut')}
      </button>
    </div>
  )
}
