import { Checkbox, Input } from 'antd'
import type { PolicyKeyRow } from '../../../server/modules/policy/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Choose } from '../../ui/choose.tsx'
import { useBoth } from './use-both.ts'

const units: Partial<Record<PolicyKeyRow['form'], string>> = { bp: '%', fen: '元', fen_or_none: '元' }
const hints: Partial<Record<PolicyKeyRow['form'], string>> = { minute_of_day: 'policy.minute', fen_list: 'policy.lines' }

interface ValueInputProps {
  row: PolicyKeyRow
  typed: string
  invalid: boolean
  onChange: (typed: string) => void
}

/** The editor that fits the form of a key; amounts are typed in 元, 万 or 亿, shares in percent, times as 09:00. */
export const ValueInput = ({ row, typed, invalid, onChange }: ValueInputProps) => {
  const { say } = useWords()
  const both = useBoth()
  const label = say('policy.value')
  if (row.form === 'code')
    return (
      <Choose
        label={label}
        value={typed}
        options={row.values.map(({ code, name }) => ({ value: code, label: both(name) }))}
        onChange={onChange}
      />
    )
  if (row.form === 'codes') {
    const choose = (codes: string[]) => onChange((codes.at(-1) === 'none' ? ['none'] : codes.filter((code) => code !== 'none')).join(' '))
    return (
      <Checkbox.Group
        className="policy-codes"
        value={typed.split(' ').filter(Boolean)}
        options={row.values.map(({ code, name }) => ({ value: code, label: both(name) }))}
        onChange={choose}
      />
    )
  }
  return (
    <Input
      aria-label={label}
      value={typed}
      suffix={units[row.form] ?? ''}
      placeholder={hints[row.form] ? say(hints[row.form] ?? '') : both(row.text)}
      inputMode={['fen_list', 'text', 'words', 'pairs', 'fen', 'fen_or_none', 'minute_of_day'].includes(row.form) ? 'text' : 'decimal'}
      status={invalid ? 'error' : ''}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
