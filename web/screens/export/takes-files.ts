import type { Me } from '../../../server/modules/organisation/contract.ts'

/** A teller looks customers up and takes nothing out; how many rows the others may is for the server to say. */
export const takesFiles = (me: Me): boolean => me.role !== 'teller'
