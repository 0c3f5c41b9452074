import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import type { StatementRow } from './contract.ts'
import { mayAnswer, mayReadSettlement } from './settlement.policy.ts'
import { stateOf, sumOf } from './settlement.rules.ts'
import { answersOf, listStatements, postingsBehind, statementOf, type KeptStatement } from './statement.sql.ts'

function present(kept: KeptStatement, { scope }: Person): StatementRow {
  const { oneId, otherId, fenPerHundred } = kept
  const parts = kept.parts.map(({ issuerId, points }) => ({ issuerId, points: BigInt(points) }))
  const sum = sumOf(parts, oneId, fenPerHundred)
  const state = stateOf(kept.oneAnswer, kept.otherAnswer)
  return {
    statementId: kept.statementId,
    month: kept.month,
    one: {
      institutionId: oneId,
      name: kept.oneName,
      points: sum.onePoints.toString(),
      owesFen: sum.oneOwesFen.toString(),
      answer: kept.oneAnswer,
    },
    other: {
      institutionId: otherId,
      name: kept.otherName,
      points: sum.otherPoints.toString(),
      owesFen: sum.otherOwesFen.toString(),
      answer: kept.otherAnswer,
    },
    fenPerHundred: fenPerHundred.toString(),
    state,
    mayAnswer: state !== 'agreed' && mayAnswer(scope.role) && [oneId, otherId].includes(scope.institutionId),
  }
}

/** The statements with a side in sight, the newest first. */
export async function showStatements(database: Database, person: Person) {
  if (!mayReadSettlement(person.scope.role)) return 'FORBIDDEN'
  const kept = await withScope(database, person.scope, listStatements)
  return { statements: kept.map((one) => present(one, person)) }
}

/** One statement with its parts, what both sides said, and the ledger's postings behind it. */
export async function showStatement(database: Database, person: Person, statementId: string) {
  if (!mayReadSettlement(person.scope.role)) return 'FORBIDDEN'
  return withScope(database, person.scope, async (trx) => {
    const kept = await statementOf(trx, statementId)
    if (!kept) return 'NOT_FOUND'
    const answers = await answersOf(trx, statementId)
    return {
      ...present(kept, person),
      parts: kept.parts,
      answers: answers.map((answer) => ({ ...answer, at: answer.at.toISOString() })),
      postings: await postingsBehind(trx, statementId),
    }
  })
}
