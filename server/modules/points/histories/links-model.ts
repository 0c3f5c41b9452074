/** Points, pieces and codes of one gift in a cluster of outlets as they ought to be, in the plainest words. */
interface Code {
  customer: number
  outlet: number
  until: number
  state: 'open' | 'taken' | 'undone' | 'back'
}
export type LinkAct =
  | { act: 'earn'; customer: number; points: number }
  | { act: 'redeem'; customer: number; outlet: number }
  | { act: 'cancel' | 'take' | 'undo'; code: number }
  | { act: 'lapse' }
  | { act: 'send'; from: number; to: number; pieces: number; arrives: number; returned: boolean }
export type LinkAnswer = 'done' | 'not_enough' | 'out_of_stock' | 'ended' | 'late' | 'nothing'

export class ModelCluster {
  readonly points = new Map<number, { available: number; reserved: number }>()
  readonly stock = new Map<number, { available: number; held: number }>()
  readonly codes: Code[] = []
  /** issuing outlet → taking outlet → points; customers' points are issued at home */
  readonly taken = new Map<string, number>()
  private readonly price: number
  private readonly homeOf: (customer: number) => number
  constructor(price: number, pieces: ReadonlyMap<number, number>, homeOf: (customer: number) => number) {
    this.price = price
    this.homeOf = homeOf
    for (const [outlet, available] of pieces) this.stock.set(outlet, { available, held: 0 })
  }

  /** Does one act at an hour; a redemption is good for 24 of them. */
  act(act: LinkAct, hour: number): LinkAnswer {
    switch (act.act) {
      case 'earn':
        this.account(act.customer).available += act.points
        return 'done'
      case 'redeem':
        return this.redeem(act.customer, act.outlet, hour)
      case 'send':
        return this.send(act)
      case 'lapse':
        return this.lapse(hour)
      default:
        return this.end(act.act, this.codes[act.code], hour)
    }
  }

  private account(customer: number) {
    const held = this.points.get(customer) ?? { available: 0, reserved: 0 }
    this.points.set(customer, held)
    return held
  }
  private at(outlet: number) {
    const held = this.stock.get(outlet) ?? { available: 0, held: 0 }
    this.stock.set(outlet, held)
    return held
  }

  private redeem(customer: number, outlet: number, hour: number): LinkAnswer {
    if (this.account(customer).available < this.price) return 'not_enough'
    if (this.at(outlet).available === 0) return 'out_of_stock'
    this.move(customer, outlet, 1)
    this.codes.push({ customer, outlet, until: hour + 24, state: 'open' })
    return 'done'
  }

  /** holds (1) or frees (−1) points and a piece */
  private move(customer: number, outlet: number, way: 1 | -1): void {
    this.account(customer).available -= way * this.price
    this.account(customer).reserved += way * this.price
    this.at(outlet).available -= way
    this.at(outlet).held += way
  }

  private end(act: 'cancel' | 'take' | 'undo', code: Code | undefined, hour: number): LinkAnswer {
    if (!code) return 'nothing'
    if (act === 'undo') {
      if (code.state !== 'taken') return 'ended'
      code.state = 'undone'
      this.account(code.customer).available += this.price
      this.at(code.outlet).available += 1
      this.book(code, -this.price)
      return 'done'
    }
    // of a code that has ended and is past its time the desk says the latter
    if (act === 'take' && code.until <= hour) return 'late'
    if (code.state !== 'open') return 'ended'
    if (act === 'cancel') {
      code.state = 'back'
      this.move(code.customer, code.outlet, -1)
      return 'done'
    }
    code.state = 'taken'
    this.account(code.customer).reserved -= this.price
    this.at(code.outlet).held -= 1
    this.book(code, this.price)
    return 'done'
  }

  private book({ customer, outlet }: Code, points: number): void {
    const key = `${this.homeOf(customer)}>${outlet}`
    if (this.homeOf(customer) !== outlet) this.taken.set(key, (this.taken.get(key) ?? 0) + points)
  }

  private lapse(hour: number): LinkAnswer {
    for (const code of this.codes)
      if (code.state === 'open' && code.until <= hour) {
        code.state = 'back'
        this.move(code.customer, code.outlet, -1)
      }
    return 'done'
  }

  private send({ from, to, pieces, arrives, returned }: Extract<LinkAct, { act: 'send' }>): LinkAnswer {
    if (from === to || this.at(from).available < pieces) return 'nothing'
    const arrived = Math.min(arrives, pieces)
    this.at(from).available -= returned ? arrived : pieces
    this.at(to).available += arrived
    return 'done'
  }
}
