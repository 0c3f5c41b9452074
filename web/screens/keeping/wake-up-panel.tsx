import { useState } from 'react'
import type { Programme, Wave } from '../../../server/modules/retention/wake-up/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { dayOfYear } from '../../ui/format/date.ts'
import { Meter } from '../../ui/meter.tsx'
import { spokenMoney } from '../../ui/money-axis.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { StopSheet } from './stop-sheet.tsx'
import { WakeUpEffect } from './wake-up-effect.tsx'

/** so many waves are shown at first */
const few = 8

const WaveLine = ({ wave }: { wave: Wave }) => {
  const { say } = useWords()
  const when = wave.dropped
    ? say('wakeUp.waveDropped')
    : wave.begun
      ? say('wakeUp.waveWhen', { from: dayOfYear(wave.fromOn), until: dayOfYear(wave.untilOn) })
      : say('wakeUp.waveNot', { from: dayOfYear(wave.fromOn) })
  return (
    <li data-wave={wave.wave + 1}>
      <strong>{say('wakeUp.wave', { wave: wave.wave + 1 })}</strong>
      <span className="muted">{when}</span>
      {wave.begun ? (
        <>
          <Meter label={say('wakeUp.contactedLabel', { wave: wave.wave + 1 })} value={wave.contacted} full={wave.offered} />
          <span>{say('wakeUp.waveSaid', { contacted: wave.contacted, offered: wave.offered, woken: wave.woken })}</span>
        </>
      ) : null}
    </li>
  )
}

/** The waves: those that have begun and the next ones; the rest on request. */
const Waves = ({ waves }: { waves: readonly Wave[] }) => {
  const { say } = useWords()
  const [all, setAll] = useState(false)
  const begun = waves.filter((wave) => wave.begun).length
  const shown = all ? waves : waves.slice(Math.max(0, begun - few + 1), Math.max(few, begun + 1))
  return (
    <>
      <ul className="wake-up-waves">
        {shown.map((wave) => (
          <WaveLine key={wave.wave} wave={wave} />
        ))}
      </ul>
      {shown.length < waves.length ? (
        <button type="button" className="keeping-small" onClick={() => setAll(true)}>
          {say('wakeUp.showWaves', { count: waves.length })}
        </button>
      ) : null}
    </>
  )
}

const tones: Partial<Record<Programme['state'], 'accent' | 'warning'>> = { running: 'accent', watching: 'accent', stopped: 'warning' }

const StateTag = ({ state }: Pick<Programme, 'state'>) => {
  const { word } = useWords()
  const tone = tones[state]
  return <Tag {...(tone ? { tone } : {})}>{word('wake_up_state', state)}</Tag>
}

/** One programme: who, how far each wave is, and what came of it once every window is over. */
export const WakeUpPanel = ({ programme }: { programme: Programme }) => {
  const { say, word, language } = useWords()
  const [stopping, setStopping] = useState(false)
  const { name, state, startedOn, startedBy, institutionName, activities, fromFen } = programme
  const line = say('wakeUp.line', {
    institution: institutionName,
    activities: activities.map((activity) => word('activity', activity)).join('、'),
    date: startedOn,
    name: startedBy,
  })
  const from = fromFen === '0' ? undefined : say('wakeUp.fromLine', { amount: spokenMoney(fromFen, language) })
  return (
    <Panel
      className="wake-up"
      title={name}
      extra={
        programme.mayStop ? (
          <button type="button" className="keeping-small" onClick={() => setStopping(true)}>
            {say('wakeUp.stop')}
          </button>
        ) : null
      }
    >
      <div>
        <StateTag state={state} /> <strong>{say('wakeUp.size', { offered: programme.offered, heldOut: programme.heldOut })}</strong>
        <p className="muted small">
          {[line, from, programme.stoppedOn ? say('wakeUp.stopped', { date: programme.stoppedOn }) : undefined].filter(Boolean).join(' · ')}
        </p>
      </div>
      {programme.effect ? <WakeUpEffect programme={programme} effect={programme.effect} /> : null}
      {state === 'done' && !programme.effect ? <p>{say('wakeUp.tooFewSeen')}</p> : null}
      <Waves waves={programme.waves} />
      <p className="muted small">
        {[
          programme.heldOutContacted > 0 ? say('wakeUp.heldOutContacted', { count: programme.heldOutContacted }) : undefined,
          state === 'running' || state === 'watching' ? say('wakeUp.until', { date: programme.endsOn }) : undefined,
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
      {stopping ? <StopSheet programme={programme} onClose={() => setStopping(false)} /> : null}
    </Panel>
  )
}
