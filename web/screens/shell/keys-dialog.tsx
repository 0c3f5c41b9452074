import { useEffect, useRef } from 'react'
import { useWords } from '../../i18n/index.ts'

const keys = [
  { keys: ['/'], what: 'search' },
  { keys: ['j'], what: 'next' },
  { keys: ['k'], what: 'previous' },
  { keys: ['Enter'], what: 'open' },
  { keys: ['Esc'], what: 'back' },
  { keys: ['?'], what: 'help' },
] as const

/** The keys of the house. */
export const KeysDialog = ({ onClose }: { onClose: () => void }) => {
  const { say } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      className="keys-dialog"
      role="dialog"
      aria-label={say('shell.keys')}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <h2>{say('shell.keys')}</h2>
      <dl>
        {keys.map((entry) => (
          <div key={entry.what}>
            <dt>
              {entry.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{say(`shell.keysList.${entry.what}`)}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={() => dialog.current?.close()}>
        {say('shell.close')}
      </button>
    </dialog>
  )
}
