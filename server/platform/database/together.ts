import { PostgresDialect, Transaction, type DatabaseConnection } from 'kysely'

/** Kysely asks for these with every handle; one on a connection of its own uses none of them. */
const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error('a transaction opens no connections')) })
const unused = { config: { dialect }, dialect, driver: dialect.createDriver() }

/**
 * A transaction whose statements need not wait for each other's answers: what is asked in one go (`Promise.all`) travels in one packet and is worked off in the order
 * it was asked. `connection` must be the transaction's, held for as long as the returned handle is used, and in pipeline mode.
 */
export function together(trx: Transaction<unknown>, connection: DatabaseConnection): Transaction<unknown> {
  const executor = trx.getExecutor().withConnectionProvider({ provideConnection: (use) => use(connection) })
  return new Transaction<unknown>({ ...unused, executor })
}
