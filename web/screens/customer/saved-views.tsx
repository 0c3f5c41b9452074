import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Flyout } from '../../ui/flyout.tsx'
import { Icon } from '../../ui/icons.tsx'
import type { ListState } from './list-state.ts'

type View = Pick<ListState, 'filters' | 'sort' | 'columns'>

const ViewsPanel = ({ view, onOpen }: { view: View; onOpen: (view: View) => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const views = useQuery({ ...queries.customer.listViews.queryOptions(), staleTime: 0 })
  const refresh = () => queryClient.invalidateQueries({ queryKey: queries.customer.listViews.key() })
  const save = useMutation({
    mutationFn: (named: { name: string; view: View }) => api.customer.saveView(named),
    onSuccess: () => {
      setName('')
      return refresh()
    },
  })
  const remove = useMutation({ mutationFn: (id: number) => api.customer.deleteView({ id }), onSuccess: refresh })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') save.mutate({ name: name.trim(), view: { filters: view.filters, sort: view.sort, columns: view.columns } })
  }
  const failure = views.error ?? save.error ?? remove.error
  return (
    <div className="views-panel">
      {views.data?.views.length === 0 ? <p className="muted small">{say('customers.viewsNone')}</p> : null}
      <ul>
        {views.data?.views.map((saved) => (
          <li key={saved.id}>
            <button type="button" onClick={() => onOpen(saved.view)}>
              {saved.name}
            </button>
            <button
              type="button"
              className="chip-remove"
              aria-label={say('customers.viewDelete', { name: saved.name })}
              onClick={() => remove.mutate(saved.id)}
            >
              <Icon name="close" size={13} />
            </button>
          </li>
        ))}
      </ul>
      {failure ? (
        <p className="field-error" role="alert">
          {describe(failure).text}
        </p>
      ) : null}
      <form onSubmit={submit}>
        <Input
          value={name}
          maxLength={40}
          aria-label={say('customers.viewName')}
          placeholder={say('customers.viewName')}
          onChange={(event) => setName(event.target.value)}
        />
        <Button htmlType="submit" type="primary" loading={save.isPending} disabled={name.trim() === ''}>
          {say('shell.save')}
        </Button>
      </form>
    </div>
  )
}

/** A person's own views: filters, order and columns under a name. */
export const SavedViews = ({ view, onOpen }: { view: View; onOpen: (view: View) => void }) => {
  const { say } = useWords()
  return (
    <Flyout
      align="end"
      label={say('customers.views')}
      button={
        <>
          <Icon name="bookmark" size={16} />
          <span>{say('customers.views')}</span>
        </>
      }
    >
      {(close) => (
        <ViewsPanel
          view={view}
          onOpen={(saved) => {
            close()
            onOpen(saved)
          }}
        />
      )}
    </Flyout>
  )
}
