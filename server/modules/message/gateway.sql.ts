import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { Medium } from './message-terms.ts'

export type GatewayName = 'smtp' | 'webhook'

export interface GatewayRow {
  name: GatewayName
  media: Medium[]
  settings: unknown
  sealed: string | null
}

/** The gateways as they are set up; the owner's handle. */
export async function gatewayRows(owner: Database): Promise<GatewayRow[]> {
  const { rows } = await sql<GatewayRow>`select name, media, settings, sealed from message.gateway order by name`.execute(owner)
  return rows
}

export async function putGateway(owner: Database, { name, media, settings, sealed }: GatewayRow, at: Date): Promise<void> {
  await sql`insert into message.gateway (name, media, settings, sealed, changed_at)
    values (${name}, ${media}, ${JSON.stringify(settings)}::jsonb, ${sealed}, ${at})
    on conflict (name) do update set media = excluded.media, settings = excluded.settings, sealed = excluded.sealed, changed_at = excluded.changed_at`.execute(
    owner,
  )
}

export async function reseal(owner: Database, name: GatewayName, from: string, to: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update message.gateway set sealed = ${to} where name = ${name} and sealed = ${from}`.execute(owner)
  return numAffectedRows === 1n
}

export async function deleteGateway(owner: Database, name: GatewayName): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from message.gateway where name = ${name}`.execute(owner)
  return numAffectedRows === 1n
}

/** Which media have a way out, for everybody. */
export async function waysOut(trx: Database): Promise<{ name: GatewayName; media: Medium[] }[]> {
  const { rows } = await sql<{ name: GatewayName; media: Medium[] }>`select name, media from message.gateway order by name`.execute(trx)
  return rows
}
