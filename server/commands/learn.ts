import { registerCard } from './learn/card.ts'
import { registerFit } from './learn/fit.ts'
import { registerPropose } from './learn/propose.ts'
import { registerScore } from './learn/score.ts'
import { registerWatch } from './learn/watch.ts'
import type { Register } from './program.ts'

/** `liuke learn fit | score | card | propose`: the glass-box model of any table with a label column (docs/learning.md). */
export const learnCommand: Register = (program, context) => {
  const learn = program.command('learn').description('可解释的流失模型：从带标签的表学习、打分、查看模型说明、提交复核')
  registerFit(learn, context)
  registerScore(learn, context)
  registerCard(learn, context)
  registerPropose(learn, context)
  registerWatch(learn, context)
}
