/** A customer's points as they ought to be, in the plainest words: what the ledger is held against. Whole points; days are counted. */
interface Lot {
  posting: number
  lastDay: number | null
  available: number
  reserved: Map<number, number>
}
export interface Act {
  kind: 'earn' | 'spend' | 'reserve' | 'capture' | 'release' | 'reverse' | 'expire'
  points: number
  lastDay: number | null
  /** number of the earlier act that is captured, released or reversed */
  refersTo: number
}
type Done = { act: Act; taken: { lot: Lot; points: number }[] }
export type Answer = 'done' | 'nothing' | 'not_enough' | 'no_such_posting' | 'dealt_with' | 'not_reversible'

export class ModelAccount {
  lots: Lot[] = []
  owed = 0
  private readonly done = new Map<number, Done>()
  private readonly dealtWith = new Set<number>()

  get available(): number {
    return this.lots.reduce((sum, lot) => sum + lot.available, 0)
  }
  get reserved(): number {
    return this.lots.reduce((sum, lot) => sum + [...lot.reserved.values()].reduce((a, b) => a + b, 0), 0)
  }

  /** Does the act numbered `number` on `day`. */
  act(number: number, act: Act, day: number): Answer {
    const answer = this.answer(number, act, day)
    if (answer === 'done' && (act.kind === 'capture' || act.kind === 'release' || act.kind === 'reverse')) this.dealtWith.add(act.refersTo)
    return answer
  }

  private answer(number: number, act: Act, day: number): Answer {
    switch (act.kind) {
      case 'earn':
        return this.earn(number, act, day)
      case 'spend':
      case 'reserve':
        return this.use(number, act, day)
      case 'expire':
        return this.expire(number, act, day)
      default:
        return this.turn(number, act, day)
    }
  }

  private earn(number: number, act: Act, _day: number): Answer {
    const paid = Math.min(this.owed, act.points)
    this.owed -= paid
    this.lots.push({ posting: number, lastDay: act.lastDay, available: act.points - paid, reserved: new Map() })
    this.done.set(number, { act, taken: [] })
    return 'done'
  }

  private use(number: number, act: Act, day: number): Answer {
    const good = this.good(day)
    if (good.reduce((sum, lot) => sum + lot.available, 0) < act.points) return 'not_enough'
    const taken = this.take(act.points, day)
    if (act.kind === 'reserve') for (const { lot, points } of taken) lot.reserved.set(number, points)
    this.done.set(number, { act, taken })
    return 'done'
  }

  private expire(number: number, act: Act, day: number): Answer {
    const due = this.lots.filter((lot) => lot.available > 0 && lot.lastDay !== null && lot.lastDay < day)
    if (due.length === 0) return 'nothing'
    for (const lot of due) lot.available = 0
    this.done.set(number, { act, taken: [] })
    return 'done'
  }

  private turn(number: number, act: Act, day: number): Answer {
    const other = this.done.get(act.refersTo)
    if (!other) return 'no_such_posting'
    if (this.dealtWith.has(act.refersTo)) return 'dealt_with'
    const kind = other.act.kind
    if (act.kind !== 'reverse' && kind !== 'reserve') return 'no_such_posting'
    if (act.kind === 'reverse' && kind !== 'earn' && kind !== 'spend' && kind !== 'capture') return 'not_reversible'
    if (act.kind === 'capture' || act.kind === 'release')
      for (const { lot, points } of other.taken) {
        lot.reserved.delete(act.refersTo)
        if (act.kind === 'release') lot.available += points
      }
    else if (kind === 'earn') this.takeBack(act.refersTo, other.act.points, day)
    else for (const { lot, points } of other.taken) lot.available += points
    this.done.set(number, { act: { ...act, points: other.act.points }, taken: other.taken })
    if (act.kind !== 'capture') this.payOwed(day)
    return 'done'
  }

  private takeBack(posting: number, points: number, day: number): void {
    const own = this.lots.find((lot) => lot.posting === posting)
    const fromOwn = own?.available ?? 0
    if (own) own.available = 0
    const rest = points - fromOwn
    const fromOthers = this.take(rest, day).reduce((sum, part) => sum + part.points, 0)
    this.owed += rest - fromOthers
  }

  private payOwed(day: number): void {
    this.owed -= this.take(this.owed, day).reduce((sum, part) => sum + part.points, 0)
  }

  private good(day: number): Lot[] {
    const end = (lot: Lot) => lot.lastDay ?? Number.POSITIVE_INFINITY
    return this.lots.filter((lot) => lot.available > 0 && end(lot) >= day).sort((a, b) => end(a) - end(b) || a.posting - b.posting)
  }

  private take(points: number, day: number): { lot: Lot; points: number }[] {
    const taken: { lot: Lot; points: number }[] = []
    let left = points
    for (const lot of this.good(day)) {
      const part = Math.min(left, lot.available)
      if (part === 0) break
      lot.available -= part
      left -= part
      taken.push({ lot, points: part })
    }
    return taken
  }
}
