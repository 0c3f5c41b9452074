import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Input } from 'antd'
import { useId, useState, type FormEvent } from 'react'
import type { ClearColumn, ExportFormat, ExportPurpose } from '../../../server/modules/export/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { count } from '../../ui/format/rate.ts'
import { Segments } from '../../ui/segments.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import type { ListState } from '../customer/list-state.ts'
import './export.css'

const purposes: readonly ExportPurpose[] = ['contact_plan', 'meeting', 'reconciliation', 'supervision', 'other']
const clearable: readonly ClearColumn[] = ['name', 'phone']
const fewestCharacters = 4

/** What is taken out, what for, how; then it waits for a second person's approval. */
export const ExportSheet = ({ list, rows, onClose }: { list: ListState; rows: number; onClose: () => void }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const navigate = useNavigate()
  const client = useQueryClient()
  const name = useId()
  const [format, setFormat] = useState<ExportFormat>('xlsx')
  const [purpose, setPurpose] = useState<ExportPurpose>('contact_plan')
  const [text, setText] = useState('')
  const [clear, setClear] = useState<ClearColumn[]>([])
  const [missing, setMissing] = useState(false)
  const terms = useQuery(queries.export.terms.queryOptions())
  const tooMany = terms.data !== undefined && rows > terms.data.rowsAtMost
  const ask = useMutation({
    mutationFn: () => {
      const { institutionId, filters, search, sort, columns } = list
      const asked = { filters, search, sort, columns, ...(institutionId === undefined ? {} : { institutionId }) }
      return api.export.request({ list: asked, format, clear, purpose, purposeText: text.trim() })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.export.key() })
      await navigate({ to: '/exports' })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacking = (purpose === 'other' || clear.length > 0) && text.trim().length < fewestCharacters
    setMissing(lacking)
    if (!lacking) ask.mutate()
  }
  return (
    <Sheet title={say('exports.askTitle')} closeText={say('shell.close')} onClose={onClose}>
      <form className="export-form" onSubmit={submit}>
        <p>
          {say('exports.rows', { count: count(rows) })}
          <span className="muted small"> {say('exports.asShown')}</span>
        </p>
        {tooMany ? (
          <p className="warning-text" role="alert">
            {say('exports.tooMany', { most: count(terms.data.rowsAtMost) })}
          </p>
        ) : null}
        <Segments<ExportFormat>
          label={say('exports.format')}
          value={format}
          options={[
            { value: 'xlsx', text: 'Excel' },
            { value: 'csv', text: 'CSV' },
          ]}
          onChange={setFormat}
        />
        <fieldset>
          <legend>{say('exports.purpose')}</legend>
          {purposes.map((code) => (
            <label key={code}>
              <input type="radio" name={name} value={code} checked={purpose === code} onChange={() => setPurpose(code)} />
              {word('export_purpose', code)}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>{say('exports.clear')}</legend>
          <Checkbox.Group
            value={clear}
            onChange={setClear}
            options={clearable.map((column) => ({ value: column, label: word('export_clear', column) }))}
          />
          <p className="muted small">{say(clear.length > 0 ? 'exports.clearAbout' : 'exports.maskedAbout')}</p>
        </fieldset>
        <Input
          value={text}
          maxLength={200}
          aria-label={say('exports.text')}
          placeholder={say('exports.text')}
          status={missing ? 'error' : ''}
          onChange={(event) => setText(event.target.value)}
        />
        {missing ? (
          <p className="warning-text small" role="alert">
            {say('exports.textNeeded')}
          </p>
        ) : null}
        {ask.error ? (
          <p className="warning-text small" role="alert">
            {describe(ask.error).text}
          </p>
        ) : null}
        <p className="muted small">{say('exports.recorded', { hours: terms.data?.keptHours ?? '—' })}</p>
        <Button htmlType="submit" type="primary" loading={ask.isPending} disabled={tooMany}>
          {say('exports.submit')}
        </Button>
      </form>
    </Sheet>
  )
}
