import { Button, Checkbox } from 'antd'
import type { FigureKey } from '../../../server/modules/customer/figures.ts'
import { useWords } from '../../i18n/index.ts'
import { Flyout } from '../../ui/flyout.tsx'
import { Icon } from '../../ui/icons.tsx'
import { figureGroups, identityFigures } from './figure-groups.ts'

interface ColumnChooserProps {
  columns: FigureKey[]
  usual: FigureKey[]
  onChange: (columns: FigureKey[]) => void
}

/** Which figures stand in the list, by topic. */
export const ColumnChooser = ({ columns, usual, onChange }: ColumnChooserProps) => {
  const { say } = useWords()
  const toggle = (figure: FigureKey) => {
    const next = columns.includes(figure) ? columns.filter((column) => column !== figure) : [...columns, figure]
    if (next.length > 0) onChange(next)
  }
  return (
    <Flyout
      align="end"
      label={say('customers.columns')}
      button={
        <>
          <Icon name="columns" size={16} />
          <span>{say('customers.columns')}</span>
        </>
      }
    >
      {() => (
        <div className="column-chooser">
          {Object.entries(figureGroups).map(([group, keys]) => (
            <fieldset key={group}>
              <legend>{say(`customers.group.${group}`)}</legend>
              {keys
                .filter((key) => !identityFigures.includes(key))
                .map((key) => (
                  <Checkbox key={key} checked={columns.includes(key)} onChange={() => toggle(key)}>
                    {say(`domain.figure.${key}`)}
                  </Checkbox>
                ))}
            </fieldset>
          ))}
          <Button size="small" onClick={() => onChange(usual)}>
            {say('customers.columnsDefault')}
          </Button>
        </div>
      )}
    </Flyout>
  )
}
