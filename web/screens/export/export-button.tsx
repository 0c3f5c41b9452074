import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import type { ListState } from '../customer/list-state.ts'
import { takesFiles } from './takes-files.ts'

const ExportSheet = lazy(() => import('./export-sheet.tsx').then((module) => ({ default: module.ExportSheet })))

/** Asks for the list as it stands (filters, order, columns) as a file; not there for whoever may take none. */
export const ExportButton = ({ list, rows }: { list: ListState; rows: number | undefined }) => {
  const { say } = useWords()
  const me = useMe()
  const [open, setOpen] = useState(false)
  if (!takesFiles(me)) return null
  return (
    <>
      <Button onClick={() => setOpen(true)} disabled={rows === undefined || rows === 0}>
        {say('exports.export')}
      </Button>
      {open && rows !== undefined ? (
        <Suspense>
          <ExportSheet list={list} rows={rows} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
