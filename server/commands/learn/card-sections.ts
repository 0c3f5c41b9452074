import { shapesOf, type ModelCard, type ModelFile } from '../../../learn/index.ts'

/** A part of a card: a title, lines of text, tables; a cell that is a number between −1 and 1 of `bars` is drawn. */
export interface CardSection {
  title: string
  lines: string[]
  head: string[]
  rows: string[][]
  /** by row: how far a bar reaches, −1 … 1 */
  bars?: number[]
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const figure = (value: number | null, digits = 3): string => (value === null ? '–' : value.toFixed(digits))
const whole = (value: number): string => value.toLocaleString('zh-CN')
const signed = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`

const droppedWords = { constant: '所有行都一样', identifier: '像编号或姓名，几乎每行不同', row_number: '像行号' } as const

/** Features whose shapes are shown, pairs listed: the strongest. */
const shapesShown = 12
const pairsShown = 10

/** The card in parts, for text and page alike. */
export function cardSections({ model, card }: ModelFile): CardSection[] {
  return [basis(card, model), backTest(card), calibration(card), ...groups(card), weights(card), ...shapes({ model, card }), keptOut(card)]
}

function basis(card: ModelCard, model: ModelFile['model']): CardSection {
  const { split } = card
  const how = split.by === 'time' ? `按时间：${split.from} 起的行留作回测` : `随机（种子 ${card.seed}）`
  return {
    title: '依据',
    lines: [
      `表 ${card.table}，标签「${model.label.column}」=「${model.label.positive}」为流失。`,
      `学习 ${whole(split.trained)} 行，留出 ${whole(split.held)} 行，${how}。留出的行没有参与任何学习。`,
      ...(card.unlabelled > 0 ? [`另有 ${whole(card.unlabelled)} 行没有标签，未使用。`] : []),
      ...(split.by === 'random' ? ['没有日期列，回测是同一时期的；上线前请用较晚一期的数据再验证。'] : []),
    ],
    head: [],
    rows: [],
  }
}

function backTest({ held, top }: ModelCard): CardSection {
  return {
    title: '留出部分的回测',
    lines: [],
    head: ['指标', '值', '说明'],
    rows: [
      ['AUC', figure(held.auc), '0.5 为瞎猜，1 为全对'],
      ['PR-AUC', figure(held.averagePrecision), `全体流失率 ${percent(held.came)}`],
      ['前 10 % 提升', figure(held.liftTenth, 2), '最高十分之一里的流失率是全体的几倍'],
      [`前 ${whole(top.k)} 名提升`, figure(top.lift, 2), `其中 ${whole(top.found)} 名真的流失`],
      ['对数损失', figure(held.logLoss, 4), '越低越好'],
      ['Brier', figure(held.brier, 4), '越低越好'],
      ['平均说的概率', percent(held.said), `真实 ${percent(held.came)}`],
    ],
  }
}

function calibration(card: ModelCard): CardSection {
  return {
    title: '校准：说的概率与真实的流失率',
    lines: card.calibrated
      ? [`已用未参与学习的行校直（斜率 ${card.calibrated.slope.toFixed(3)}）。`]
      : ['未再校直：在未参与学习的行上没有好处。'],
    head: ['组（由低到高）', '行数', '说的', '真实'],
    rows: card.calibration.map(({ rows, said, came }, at) => [String(at + 1), whole(rows), percent(said), percent(came)]),
  }
}

function groups(card: ModelCard): CardSection[] {
  return [...Map.groupBy(card.groups, ({ column }) => column)].map(([column, members]) => ({
    title: `按「${column}」`,
    lines: [],
    head: ['值', '行数', '流失', 'AUC', '说的', '真实'],
    rows: members.map((one) => [one.value, whole(one.rows), whole(one.positives), figure(one.auc), percent(one.said), percent(one.came)]),
  }))
}

function weights(card: ModelCard): CardSection {
  const pairs = card.weights.filter(({ features }) => features.length > 1).slice(0, pairsShown)
  const single = card.weights.filter(({ features }) => features.length === 1)
  const greatest = Math.max(1e-9, ...single.map(({ size }) => size))
  return {
    title: '各特征的分量（平均推动多少对数几率）',
    lines: pairs.length > 0 ? [`最强的组合：${pairs.map(({ features }) => features.join(' × ')).join('；')}`] : [],
    head: ['特征', '分量'],
    rows: single.map(({ features, size }) => [features[0] ?? '', size.toFixed(3)]),
    bars: single.map(({ size }) => size / greatest),
  }
}

function shapes({ model, card }: ModelFile): CardSection[] {
  const strongest = card.weights.flatMap(({ features }) => (features.length === 1 ? features : [])).slice(0, shapesShown)
  const all = new Map(shapesOf(model).map(({ feature, steps }) => [feature, steps]))
  return strongest.map((feature) => {
    const steps = all.get(feature) ?? []
    const greatest = Math.max(1e-9, ...steps.map(({ amount }) => Math.abs(amount)))
    return {
      title: `形状：${feature}`,
      lines: [],
      head: ['取值', '行数', '推动'],
      rows: steps.map(({ bin, rows, amount }) => [bin, whole(rows), signed(amount)]),
      bars: steps.map(({ amount }) => amount / greatest),
    }
  })
}

function keptOut(card: ModelCard): CardSection {
  const refused = card.refused.map(({ column, met, by, reason }) => [
    column,
    '按政策不得入模',
    `${reason}（${by === 'name' ? '列名' : '来源'}含「${met}」）`,
  ])
  const dropped = card.dropped.map(({ column, why }) => [column, '没有用', droppedWords[why]])
  return {
    title: '没有入模的列',
    lines: refused.length + dropped.length === 0 ? ['没有。'] : [],
    head: refused.length + dropped.length === 0 ? [] : ['列', '处理', '原因'],
    rows: [...refused, ...dropped],
  }
}
