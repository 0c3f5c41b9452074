import type { ProgrammeRow } from '../../../server/modules/points/rewards/contract.ts'

/** The accounts that gifts may belong to, code and name: a programme's own, or of one in pieces those of its steps. */
export const giftAccounts = (programmes: readonly ProgrammeRow[]): [string, string][] => [
  ...new Map(
    programmes.flatMap(({ code, name, purses }): [string, string][] =>
      purses.length > 0 ? purses.map((purse) => [purse.code, purse.name]) : [[code, name]],
    ),
  ),
]
