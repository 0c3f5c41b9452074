import { modelRows, type ModelFile } from '../../../learn/index.ts'

/** A field of a CSV: quoted where it must be; a leading sign of a formula is disarmed. */
export function csvField(value: string | null): string {
  if (value === null) return ''
  const safe = /^[=+@\t]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The model's rows as CSV: feature, bin, other feature and bin of a pair, points (millionths of log-odds). */
export function rowsText(model: ModelFile['model']): string {
  const rows = modelRows(model).map((row) =>
    [csvField(row.feature), csvField(row.bin), csvField(row.otherFeature), csvField(row.otherBin), String(row.points)].join(','),
  )
  return `${['feature,bin,other_feature,other_bin,points', `(base),,,,${model.base}`, ...rows].join('\n')}\n`
}
