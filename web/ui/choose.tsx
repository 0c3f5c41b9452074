import { Select } from 'antd'

export interface Choice {
  value: string
  label: string
}
export interface ChoiceGroup {
  label: string
  options: Choice[]
}

interface ChooseProps {
  label: string
  value: string | undefined
  options: Choice[] | ChoiceGroup[]
  onChange: (value: string) => void
}

const beside = (trigger: HTMLElement): HTMLElement => trigger.parentElement ?? document.body
const contains = (input: string, option: { label?: unknown } | undefined): boolean =>
  typeof option?.label === 'string' && option.label.toLowerCase().includes(input.trim().toLowerCase())

/** One of many, found by typing. */
export const Choose = ({ label, value, options, onChange }: ChooseProps) => (
  <Select
    aria-label={label}
    value={value ?? null}
    placeholder={label}
    options={options}
    onChange={(next) => next !== null && onChange(next)}
    showSearch={{ filterOption: contains }}
    getPopupContainer={beside}
    style={{ width: '100%' }}
  />
)

/** Several of many, found by typing. */
export const ChooseSeveral = ({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: string[]
  options: Choice[]
  onChange: (value: string[]) => void
}) => (
  <Select
    aria-label={label}
    mode="multiple"
    value={value}
    placeholder={label}
    options={options}
    onChange={onChange}
    showSearch={{ filterOption: contains }}
    getPopupContainer={beside}
    maxTagCount={6}
    style={{ width: '100%' }}
  />
)
