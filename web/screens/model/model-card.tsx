import type { ShownCard } from '../../../server/modules/retention/models/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { count } from '../../ui/format/rate.ts'
import { Facts, Panel } from '../../ui/panel.tsx'
import { namedFeature } from '../customer/attrition-words.ts'
import { Compared } from '../retention/model-payload.tsx'
import { rounded, share } from './model-words.ts'

/** The model in force and its back-test on the part held back. */
export const ModelCard = ({ card }: { card: ShownCard }) => {
  const { say } = useWords()
  const { held, top } = card
  const rows = { trained: count(card.trained), held: count(held.rows), by: say(`attrition.model.${card.splitBy}`) }
  const facts: [string, string, string][] = [
    ['table', say('attrition.model.table'), card.table],
    ['rows', say('attrition.model.rows'), say('attrition.model.rowsText', rows)],
    ['auc', say('attrition.model.auc'), rounded(held.auc, 3)],
    ['pr', say('attrition.screen.pr', { share: share(held.came) }), rounded(held.averagePrecision, 3)],
    ['lift', say('attrition.model.lift'), rounded(held.liftTenth, 2)],
    ['top', say('attrition.model.top', { k: count(top.k) }), `${count(top.found)} / ${count(top.k)}（${rounded(top.lift, 2)}×）`],
    ['loss', say('attrition.model.loss'), `${rounded(held.logLoss, 4)} / ${rounded(held.brier, 4)}`],
    ['mean', say('attrition.model.mean'), `${share(held.said)} / ${share(held.came)}`],
    ['refused', say('attrition.model.refused'), card.refused.join('、') || say('attrition.model.none')],
  ]
  return (
    <Panel title={say('attrition.screen.inForce')} about={`v${card.version}`}>
      <div className="model-pair">
        <Facts facts={facts.map(([key, label, value]) => ({ key, label, value: <span className="payload-value">{value}</span> }))} />
        <Compared
          title={say('attrition.model.calibration')}
          rows={card.calibration.map((band, at) => ({ ...band, name: String(at + 1) }))}
        />
        {card.groups.length > 0 ? (
          <Compared
            title={say('attrition.model.groups')}
            rows={card.groups.map((group) => ({ ...group, name: `${namedFeature(say, group.column)} ${group.value}` }))}
          />
        ) : null}
      </div>
    </Panel>
  )
}
