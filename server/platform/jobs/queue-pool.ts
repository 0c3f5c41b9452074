import pg from 'pg'

const int8: number = pg.types.builtins.INT8

const parserOf: (oid: number, format?: 'text') => unknown = pg.types.getTypeParser

/**
 * Connections of the queue's own, made as those of `pool` are: graphile-worker puts its int8 numbers into JSON, for which they must stay text (all other
 * pools read them as bigint). One listens, one says that this process lives, the others fetch and finish jobs.
 */
export function queuePool(pool: pg.Pool, onTrouble: (error: unknown) => void): pg.Pool {
  const types: pg.CustomTypesConfig = {
    getTypeParser: ((oid: number, format?: 'text') =>
      oid === int8 ? (text: string) => text : parserOf(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
  }
  const { options } = pool
  // the password is not among the options one can copy
  const made = new pg.Pool({
    ...options,
    ...(options.password === undefined ? {} : { password: options.password }),
    types,
    max: 4,
    application_name: 'liuke jobs',
  })
  made.on('error', onTrouble)
  made.on('connect', (client) => client.on('error', onTrouble))
  return made
}
