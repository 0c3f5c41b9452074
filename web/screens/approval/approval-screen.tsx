import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { ApprovalBox } from '../../../server/modules/approval/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Icon } from '../../ui/icons.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { ApprovalDetail } from './approval-detail.tsx'
import { ApprovalList } from './approval-list.tsx'
import { useWaiting } from './use-waiting.ts'
import './approval.css'

const route = getRouteApi('/shell/approvals')
const boxes: readonly ApprovalBox[] = ['waiting', 'mine', 'done']

/** 审批: what waits for me, what I asked for, what I decided; the chosen one beside the list. */
export const ApprovalScreen = () => {
  const { say } = useWords()
  const search = route.useSearch()
  const navigate = useNavigate()
  const waiting = useWaiting()
  const box = boxes.find((one) => one === search.box) ?? 'waiting'
  const id = search.id !== undefined && /^\d{1,19}$/.test(search.id) ? search.id : undefined
  const textOf = (one: ApprovalBox) => `${say(`approval.box.${one}`)}${one === 'waiting' && waiting > 0 ? ` ${waiting}` : ''}`
  return (
    <div className={`approvals ${id === undefined ? '' : 'approvals-chosen'}`}>
      <div className="approvals-head">
        <h1>{say('approval.title')}</h1>
        <Segments<ApprovalBox>
          label={say('approval.box.label')}
          value={box}
          options={boxes.map((one) => ({ value: one, text: textOf(one) }))}
          onChange={(next) => void navigate({ to: '/approvals', search: { box: next } })}
        />
        <span className="approvals-keys muted small">{say('approval.listKeys')}</span>
      </div>
      <div className="approvals-grid">
        <div className="approvals-list">
          <Panel title={say(`approval.box.${box}`)}>
            <ApprovalList key={box} box={box} chosen={id} />
          </Panel>
        </div>
        <div className="approvals-detail">
          {id === undefined ? (
            <p className="muted approvals-hint">{say('approval.select')}</p>
          ) : (
            <>
              <Link to="/approvals" search={{ box }} className="approvals-back">
                <Icon name="left" /> {say('approval.back')}
              </Link>
              <ApprovalDetail key={id} id={id} />
            </>
          )}
        </div>
      </div>
    </div>
  )
}
