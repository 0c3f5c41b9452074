import { useWords } from '../../i18n/index.ts'
import { Facts } from '../../ui/panel.tsx'
import type { PayloadProps } from '../approval/payload.ts'

const shown = ['fileNo', 'rows', 'format', 'clear', 'conditions', 'columns', 'purpose']

/** What whoever approves a file is shown of it. */
export const ExportPayload = ({ payload }: PayloadProps) => {
  const { say } = useWords()
  const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '—')
  return (
    <Facts
      facts={shown.map((key) => ({
        key,
        label: say(`exports.of.${key}`),
        value: (
          <span className={key === 'clear' && payload[key] !== '无' ? 'warning-text payload-value' : 'payload-value'}>
            {text(payload[key])}
          </span>
        ),
      }))}
    />
  )
}
