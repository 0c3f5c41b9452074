import type { PayloadProps } from './payload.ts'

const worded = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '—'
  if (Array.isArray(value)) return value.map(worded).join('、')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Any content as names and values, line under line. */
export const PayloadWords = ({ payload }: Pick<PayloadProps, 'payload'>) => (
  <dl className="facts">
    {Object.entries(payload).map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd className="payload-value">{worded(value)}</dd>
      </div>
    ))}
  </dl>
)
