import { policyGroups, type PolicyKey } from './catalogue.ts'
import { packNames, packRows } from './packs.ts'
import { rowOn } from './policy.rules.ts'
import { rangeInWords, valueInWords } from './words.rules.ts'

const lead = `# 政策一览 Policies

Every threshold is a dated row (\`policy.policy\`), never a constant in code. A bank changes one on the screen 政策: proposed by one person of head office or
compliance, checked by another (those marked 合规 by compliance), in force from the next business date at the earliest. Rows are never changed nor
removed, so a night of an old date gives the old answer. The regulation pack is chosen at install (\`LIUKE_PACK\` or \`liuke policy pack\`) and switched
later by the same two people; \`plain\` holds only what differs from \`cn\`.

This page is what \`liuke policy table\` prints; a test holds it to the packs and the catalogue (\`server/modules/policy/{packs,catalogue}\`).
`

/** docs/policies.md: every key by group, with its defaults in each pack in people's units. Throws on a key of a pack that no group describes. */
export function policyTable(): string {
  const packs = packNames().map((name) => ({ name, rows: packRows(name) }))
  const described = new Set(policyGroups().flatMap(({ keys }) => keys.map(({ key }) => key)))
  const missing = packs.flatMap(({ rows }) => rows.map(({ key }) => key)).filter((key) => !described.has(key))
  if (missing.length > 0) throw new Error(`server/modules/policy/catalogue 缺少说明：${[...new Set(missing)].join('、')}`)
  const line = (key: PolicyKey) => {
    const values = packs.map(({ rows }) => {
      const row = rowOn(rows, key.key, '9999-12-31')
      if (!row) throw new Error(`政策 ${key.key} 有说明，但政策包里没有它的默认值`)
      return { text: valueInWords(key, row.value).zh, source: row.source }
    })
    const [first, ...others] = values
    const shown = others.map(({ text }) => (text === first?.text ? '' : text))
    return `| \`${key.key}\` | ${key.name.zh} | ${[first?.text, ...shown].join(' | ')} | ${rangeInWords(key)?.zh ?? ''} | ${key.protects ? '合规' : ''} | ${first?.source} |`
  }
  const sections = policyGroups().map(
    ({ name, moves, keys }) => `
## ${name.zh} ${name.en}

影响：${moves.zh}

| key | 名称 | ${packs.map(({ name: pack }) => pack).join(' | ')} | 允许范围 | 复核 | 出处 |
|---|---|${packs.map(() => '---|').join('')}---|---|---|
${keys.map(line).join('\n')}
`,
  )
  return `${lead}${sections.join('')}`
}
