import { z, type ZodType } from 'zod'
import type { Person } from '../http/context.ts'

/** A kind of job, verb-noun, with the form of what it is told. Declared once by its module: who enqueues and who runs it share it. */
export interface TaskKind<P> {
  name: string
  payload: ZodType<P>
}

export const taskKind = <P>(name: string, payload: ZodType<P>): TaskKind<P> => ({ name, payload })

/** One run of a job. */
export interface JobRun {
  /** 1 on the first run; a run that was cut off (kill -9) counts */
  attempt: number
  /** true when the job is not tried again whatever happens */
  last: boolean
  /** fires when the process is asked to end: give up soon, the job is run again later */
  signal: AbortSignal
}

const asker = z.object({
  userId: z.int(),
  role: z.string(),
  managerId: z.int().nullable(),
  /** the first institution of the scope: the own one, or the bank's root */
  topInstitutionId: z.int().nullable(),
})
/** Who asked, and as what: people may hold several posts. */
export type Asker = z.infer<typeof asker>

/** The asker with the scope of now; undefined when the person has left or is no longer what they were when they asked. */
export type PersonOf = (asker: Asker) => Promise<Person | undefined>

export interface Task {
  name: string
  run(told: unknown, job: JobRun, personOf: PersonOf): Promise<void>
}

const envelope = z.object({ asker: asker.nullable(), payload: z.unknown() })

/**
 * A job that acts for whoever asked for it. The person and the scope are read anew when it runs: what was taken away meanwhile is not there, and for
 * somebody without rights `nobody` is called instead, which must leave nothing to be had.
 */
export const asPerson = <P>(
  kind: TaskKind<P>,
  run: (person: Person, payload: P, job: JobRun) => Promise<void>,
  nobody: (payload: P) => Promise<void>,
): Task => ({
  name: kind.name,
  async run(told, job, personOf) {
    const { asker: by, payload } = envelope.parse(told)
    const parsed = kind.payload.parse(payload)
    const person = by === null ? undefined : await personOf(by)
    await (person ? run(person, parsed, job) : nobody(parsed))
  },
})

/** A job of the system itself, such as clearing up; enqueued by whomever or by the clock. */
export const asSystem = <P>(kind: TaskKind<P>, run: (payload: P, job: JobRun) => Promise<void>): Task => ({
  name: kind.name,
  run: (told, job) => run(kind.payload.parse(payloadOf(told)), job),
})

/** Jobs of the clock come without an envelope's payload. */
const payloadOf = (told: unknown): unknown => envelope.partial().parse(told ?? {}).payload ?? {}
