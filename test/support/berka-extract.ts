import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

type Move = readonly [day: string, what: 'in' | 'out' | 'pension', crowns: number]

/**
 * Eight account holders by hand, in the layout of the public data set, with the step of M61 that each has kept through September 1994: exactly on the line, a heller
 * below, a dip within a day, money that came on the 1st, no pension in the month, none at all.
 */
export const keepers: Readonly<Record<string, { step: number; moves: readonly Move[] }>> = {
  10: {
    step: 1,
    moves: [
      ['08-01', 'in', 5000],
      ['09-10', 'pension', 4000],
      ['09-12', 'out', 4000],
    ],
  },
  11: {
    step: 0,
    moves: [
      ['08-01', 'in', 4999.9],
      ['09-10', 'pension', 4000],
    ],
  },
  12: {
    step: 2,
    moves: [
      ['08-01', 'in', 8000],
      ['09-05', 'out', 3000],
      ['09-05', 'in', 3000],
      ['09-10', 'pension', 4000],
    ],
  },
  13: {
    step: 3,
    moves: [
      ['08-01', 'in', 20_000],
      ['08-10', 'pension', 4000],
      ['09-10', 'pension', 4000],
    ],
  },
  14: {
    step: 0,
    moves: [
      ['08-01', 'in', 20_000],
      ['08-10', 'pension', 4000],
    ],
  },
  15: { step: 0, moves: [['08-01', 'in', 20_000]] },
  16: {
    step: 3,
    moves: [
      ['08-01', 'in', 9000],
      ['09-01', 'in', 3000],
      ['09-10', 'pension', 4000],
    ],
  },
  17: {
    step: 2,
    moves: [
      ['08-01', 'in', 9999.9],
      ['09-10', 'pension', 4000],
      ['09-30', 'out', 4000],
    ],
  },
}

const kinds = { in: ['PRIJEM', 'VKLAD', ''], out: ['VYDAJ', 'VYBER', ''], pension: ['PRIJEM', 'PREVOD Z UCTU', 'DUCHOD'] } as const

/** Writes the extract into a folder, gzip-ed as the mapping `berka` takes it; all live at one outlet. */
export function writeBerkaExtract(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const write = (name: string, lines: readonly string[]) => writeFileSync(join(folder, name), gzipSync(`${lines.join('\n')}\n`))
  const clients = Object.keys(keepers)
  write('district.csv.gz', ['A1,A2', '1,Hl.m. Praha'])
  write('client.csv.gz', ['client_id,gender,birth_date', ...clients.map((client) => `${client},F,1925-05-0${Number(client) % 9 || 9}`)])
  write('disp.csv.gz', ['client_id,account_id,type', ...clients.map((client) => `${client},5${client},OWNER`)])
  write('account.csv.gz', ['account_id,district_id,date', ...clients.map((client) => `5${client},1,1993-05-01`)])
  let number = 0
  const postings = Object.entries(keepers).flatMap(([client, { moves }]) => {
    let hellers = 0
    return moves.map(([day, what, crowns]) => {
      const [type, operation, symbol] = kinds[what]
      hellers += Math.round(crowns * 100) * (what === 'out' ? -1 : 1)
      number += 1
      return [number, `5${client}`, `1994-${day}`, type, operation, crowns.toFixed(1), (hellers / 100).toFixed(1), symbol, ''].join(',')
    })
  })
  write('trans_handmade.csv.gz', ['trans_id,account_id,date,type,operation,amount,balance,k_symbol,bank', ...postings])
}
