import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { CaseState, CaseStep, Offer, StepKind } from './contract.ts'

/** A step as it is to be kept; what is left out is empty. */
export interface NewStep {
  caseId: string
  kind: StepKind
  from: CaseState
  to: CaseState
  offer?: Offer
  move?: string | null
  layer?: string | null
  note?: string | null
  approvalId?: string
  broughtInFen?: string
  winBackOn?: readonly string[]
  cameBack?: boolean
}

/** Adds a step, which moves its case. Fails with a serialisation failure when the case is no longer in the state `from`. */
export async function insertStep(
  trx: Scoped,
  step: NewStep,
  { userId, name, on, at }: { userId: number; name: string; on: string; at: Date },
): Promise<void> {
  await sql`
    insert into retention.case_step (case_id, kind, from_state, to_state, offer, move, layer, note, approval_id, brought_in_fen, win_back_on, came_back,
      user_id, staff_name, on_date, at)
    values (${step.caseId}, ${step.kind}, ${step.from}, ${step.to}, ${step.offer ?? null}, ${step.move ?? null}, ${step.layer ?? null}, ${step.note ?? null},
      ${step.approvalId ?? null}, ${step.broughtInFen ?? null}, ${step.winBackOn ?? null}::date[], ${step.cameBack ?? null}, ${userId}, ${name}, ${on}, ${at})`.execute(
    trx,
  )
}

/** Amounts in fen. */
export type StepRecord = Omit<CaseStep, 'broughtIn' | 'kept' | 'at'> & { broughtInFen: bigint | null; keptFen: bigint | null; at: Date }

/** The log of a case, the first step first. */
export async function stepsOf(trx: Scoped, caseId: string): Promise<StepRecord[]> {
  const { rows } = await sql<StepRecord>`
    select kind, to_state as "toState", offer, move, layer, note, brought_in_fen as "broughtInFen", kept_fen as "keptFen", seen_on as "seenOn",
      came_back as "cameBack", staff_name as "staffName", at
    from retention.case_step where case_id = ${caseId} order by id`.execute(trx)
  return rows
}

/** When an offer was last asked for. */
export async function lastAskedAt(trx: Scoped, caseId: string): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date }>`
    select at from retention.case_step where case_id = ${caseId} and kind = 'asked' order by id desc limit 1`.execute(trx)
  return rows[0]?.at
}

const overtaking: readonly unknown[] = ['23505', '40001']

/** Whether a transaction failed because somebody else moved the case first, or the customer has another open case. */
export const wasOvertaken = (error: unknown): boolean => error instanceof Error && 'code' in error && overtaking.includes(error.code)
