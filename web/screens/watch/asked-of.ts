import type { Group, ListInput } from '../../../server/modules/watch/contract.ts'
import type { Asked } from './customers-sheet.tsx'
import { placeOf } from './watch-query.ts'

/** The customers behind a group's number: those of its outlet and manager, or of the institution the whole question was about. */
export const askedOf = (title: string, list: ListInput['list'], { institutionId, managerId }: Group, asked: number | undefined): Asked => ({
  title,
  input: { list, ...placeOf(institutionId ?? asked), ...(managerId === null ? {} : { managerId }) },
})
