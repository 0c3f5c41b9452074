import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { saveFile } from '../../ui/save-file.ts'
import { Segments } from '../../ui/segments.tsx'
import { Sheet } from '../../ui/sheet.tsx'

type Kind = 'catalogue' | 'stock'
const largest = 512 * 1024

const base64Of = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

const ExcelSheet = ({ kinds, onClose }: { kinds: readonly Kind[]; onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [kind, setKind] = useState<Kind>(kinds[0] ?? 'stock')
  const [file, setFile] = useState<string>()
  const [tooBig, setTooBig] = useState(false)
  const download = useMutation({
    mutationFn: (template: boolean) => api.giftSheet.download({ kind, template }),
    onSuccess: saveFile,
    gcTime: 0,
  })
  const take = useMutation({
    mutationFn: ({ content, commit }: { content: string; commit: boolean }) => api.giftSheet.take({ kind, file: content, commit }),
    onSuccess: async ({ written }) => {
      if (written > 0) await client.invalidateQueries({ queryKey: queries.gift.key() })
    },
  })
  const choose = async (chosen: File | undefined) => {
    take.reset()
    setFile(undefined)
    setTooBig(chosen !== undefined && chosen.size > largest)
    if (!chosen || chosen.size > largest) return
    const content = await base64Of(chosen)
    setFile(content)
    take.mutate({ content, commit: false })
  }
  const outcome = take.data
  const problem = take.error ?? download.error
  return (
    <Sheet title={say('gifts.sheetTitle')} closeText={say('shell.close')} onClose={onClose}>
      <div className="sheet-fields">
        {kinds.length > 1 ? (
          <Segments
            label={say('gifts.sheetTitle')}
            value={kind}
            options={kinds.map((value) => ({ value, text: say(`gifts.kinds.${value}`) }))}
            onChange={(next) => {
              setKind(next)
              take.reset()
              setFile(undefined)
            }}
          />
        ) : null}
        <p className="muted small">
          {say('gifts.sheetAbout')} {kind === 'stock' ? say('gifts.stockAbout') : ''}
        </p>
        <span className="points-acts">
          <button type="button" className="soft-button" disabled={download.isPending} onClick={() => download.mutate(true)}>
            {say('gifts.template')}
          </button>
          <button type="button" className="soft-button" disabled={download.isPending} onClick={() => download.mutate(false)}>
            {say('gifts.download')}
          </button>
        </span>
        <label className="points-file">
          <span>{say('gifts.choose')}</span>
          <input key={kind} type="file" accept=".xlsx" onChange={(event) => void choose(event.target.files?.[0])} />
        </label>
        {tooBig || problem ? (
          <p className="warning-text" role="alert">
            {tooBig || !problem ? say('gifts.tooBig') : describe(problem).text}
          </p>
        ) : null}
        {outcome && outcome.written === 0 ? (
          <p role="status">
            {say('gifts.checked', { rows: outcome.rows, added: outcome.added, same: outcome.same, wrong: outcome.problems.length })}
          </p>
        ) : null}
        {outcome && outcome.written > 0 ? (
          <p className="points-done" role="status">
            {say('gifts.written', { count: outcome.written })}
          </p>
        ) : null}
        <ul className="points-problems">
          {(outcome?.problems ?? []).map((one) => (
            <li key={`${one.row}/${one.column}/${one.text}`}>
              <strong>{say('gifts.row', { row: one.row })}</strong> {one.column}：{one.text}
            </li>
          ))}
        </ul>
        {outcome && file && outcome.written === 0 && outcome.problems.length === 0 && outcome.added > 0 ? (
          <button
            type="button"
            className="sheet-done"
            disabled={take.isPending}
            onClick={() => take.mutate({ content: file, commit: true })}
          >
            {say('gifts.commit', { count: outcome.added })}
          </button>
        ) : null}
        {outcome && outcome.written === 0 && outcome.problems.length === 0 && outcome.added === 0 ? (
          <p className="muted">{say('gifts.nothing')}</p>
        ) : null}
      </div>
    </Sheet>
  )
}

/** Opens the sheet for Excel in and out. */
export const SheetButton = ({ kinds }: { kinds: readonly Kind[] }) => {
  const { say } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="soft-button" onClick={() => setOpen(true)}>
        {say('gifts.sheet')}
      </button>
      {open ? <ExcelSheet kinds={kinds} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
