import { loadModels, withSources } from '../../night/run/models.ts'

/** M01–M08 and M15 as a prototype had them, and nothing else: a row a customer with all figures, and a row an outlet. */
const coreMarts = ['customer_snapshot', 'outlet_day']

/** Does a step of a night belong to the core figures: one of their marts, or a model they stand on? Checks do not. */
export function belongsToCore(): (step: string) => boolean {
  const models = loadModels()
  const core = new Set(coreMarts.flatMap((mart) => withSources(models, mart).map(({ name }) => name)))
  // a month's step is named after the model and the month's last day
  return (step) => core.has(step.split(' ')[0] ?? '')
}
