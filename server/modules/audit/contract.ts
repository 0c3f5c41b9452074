import { oc } from '@orpc/contract'
import { z } from 'zod'
import { id, refusals } from '../../platform/contract/terms.ts'

/** A moment, ISO 8601 with offset. */
const moment = z.iso.datetime({ offset: true })

const auditFilter = z.object({
  /** from (included) and to (excluded) */
  from: moment.optional(),
  to: moment.optional(),
  actorLogin: z.string().trim().min(1).max(64).optional(),
  action: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)+$/)
    .max(60)
    .optional(),
  subjectKind: z.string().trim().min(1).max(60).optional(),
  subjectId: z.string().trim().min(1).max(200).optional(),
  institutionId: z.coerce.number().int().optional(),
  outcome: z.enum(['done', 'refused']).optional(),
})
export type AuditFilter = z.infer<typeof auditFilter>

const auditRow = z.object({
  id,
  at: z.string(),
  actorUserId: z.number().int().nullable(),
  actorLogin: z.string(),
  actorRole: z.string(),
  actorInstitutionId: z.number().int().nullable(),
  action: z.string(),
  subjectKind: z.string().nullable(),
  subjectId: z.string().nullable(),
  institutionId: z.number().int().nullable(),
  outcome: z.enum(['done', 'refused']),
  purpose: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditRow = z.infer<typeof auditRow>

export const auditContract = {
  list: oc
    .route({ method: 'POST', path: '/audit/list', summary: '审计记录' })
    .errors(refusals)
    .input(
      auditFilter.extend({
        /** `next` of the page before: newest first, a page begins where that one ended, whatever was written meanwhile */
        after: z
          .string()
          .regex(/^\d{1,17}\.\d{1,19}$/)
          .optional(),
        limit: z.number().int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ rows: z.array(auditRow), next: z.string().nullable() })),
}
