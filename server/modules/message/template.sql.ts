import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { ContactPurpose } from '../privacy/index.ts'
import type { Medium } from './message-terms.ts'

export interface Template {
  id: bigint
  code: string
  version: number
  number: string
  name: string
  media: Medium[]
  purpose: ContactPurpose
  body: string
  validFrom: string
  validTo: string
  endReason: string | null
}

const columns = sql`t.id, t.code, t.version, t.number, t.name, t.media, t.purpose, t.body, t.valid_from as "validFrom", t.valid_to as "validTo",
  e.reason as "endReason"`

/** The wording of a code that is in use on a date: the newest version of those that hold and were not ended. */
export async function templateInUse(trx: Scoped, code: string, date: string): Promise<Template | undefined> {
  const { rows } = await sql<Template>`
    select ${columns} from message.template t left join message.template_end e on e.template_id = t.id
    where t.code = ${code} and e.template_id is null and ${date}::date between t.valid_from and t.valid_to order by t.version desc limit 1`.execute(
    trx,
  )
  return rows[0]
}

/** A wording by its key, whatever its state. */
export async function templateById(trx: Scoped, id: bigint): Promise<Template | undefined> {
  const { rows } = await sql<Template>`
    select ${columns} from message.template t left join message.template_end e on e.template_id = t.id where t.id = ${id}`.execute(trx)
  return rows[0]
}

/** All wordings, the newest of each code first. */
export async function allTemplates(trx: Scoped): Promise<Template[]> {
  const { rows } = await sql<Template>`
    select ${columns} from message.template t left join message.template_end e on e.template_id = t.id
    order by t.code collate "C", t.version desc`.execute(trx)
  return rows
}

export interface NewTemplate {
  code: string
  name: string
  media: readonly Medium[]
  purpose: ContactPurpose
  body: string
  validFrom: string
  validTo: string
}

/** Puts an approved wording into use under the next number of the year; returns the number. */
export async function insertTemplate(
  trx: Scoped,
  template: NewTemplate,
  by: { requestId: string; proposedBy: number; approvedBy: number; at: Date; year: string },
): Promise<string> {
  const { rows } = await sql<{ number: string }>`
    insert into message.template (code, version, number, name, media, purpose, body, valid_from, valid_to, request_id, proposed_by, approved_by, approved_at)
    select ${template.code}, coalesce(max(version), 0) + 1, 'MB-' || ${by.year}::text || '-' || lpad(nextval('message.template_number')::text, 4, '0'),
      ${template.name}, ${[...template.media]}::text[], ${template.purpose}, ${template.body}, ${template.validFrom}, ${template.validTo}, ${by.requestId},
      ${by.proposedBy}, ${by.approvedBy}, ${by.at}
    from message.template where code = ${template.code} returning number`.execute(trx)
  return rows[0]?.number ?? ''
}

/** Takes a wording out of use; false when it was already. */
export async function insertTemplateEnd(trx: Scoped, id: bigint, reason: string, userId: number, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into message.template_end (template_id, reason, ended_by, ended_at)
    select id, ${reason}, ${userId}, ${at} from message.template where id = ${id} on conflict do nothing`.execute(trx)
  return numAffectedRows === 1n
}
