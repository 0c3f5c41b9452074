import type { OwnPage } from '../../../server/modules/points/links/contract.ts'
import { ask, element } from './element.ts'
import { qrCode } from './qr.ts'
import { fill, language, words } from './words.ts'

export interface Acts {
  redeem: (giftId: number, institutionId: number) => Promise<void>
  cancel: (redemptionId: string) => Promise<void>
}

type Gift = OwnPage['gifts'][number]
type Redemption = OwnPage['redemptions'][number]

const grouped = (points: string) => BigInt(points).toLocaleString('en-US')
const clock = new Intl.DateTimeFormat(language, {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const at = (iso: string) => clock.format(new Date(iso))
const line = (left: string, right: string, className = '') =>
  element('p', { className: `line ${className}` }, element('span', {}, left), element('span', {}, right))

const account = ({ programme, available, reserved, owed, lots }: OwnPage['accounts'][number]) =>
  element(
    'section',
    { 'data-account': available },
    element('p', { className: 'soft' }, `${programme} · ${words.available}`),
    element('p', { className: 'big' }, grouped(available)),
    reserved === '0' ? null : element('p', { className: 'soft' }, fill(words.reserved, { points: grouped(reserved) })),
    owed === '0' ? null : element('p', { className: 'soft' }, fill(words.owed, { points: grouped(owed) })),
    ...lots.map(({ points, expiresOn }) =>
      line(
        fill(words.points, { points: grouped(points) }),
        expiresOn === null ? words.forGood : fill(words.ends, { date: expiresOn }),
        'soft',
      ),
    ),
  )

function open({ redemptionId, gift, points, outlet, code, validUntil }: Redemption, shown: string, acts: Acts): HTMLElement {
  const cancel = async () => {
    if (await ask({ text: words.cancelAsk, yes: words.yesCancel, no: words.keep })) await acts.cancel(redemptionId)
  }
  return element(
    'div',
    { className: 'code', 'data-code': code ?? '' },
    element('strong', {}, `${gift} · ${fill(words.points, { points: grouped(points) })}`),
    element('b', {}, `${shown.slice(0, 4)} ${shown.slice(4)}`),
    qrCode(shown, words.code),
    element('span', {}, fill(words.showDesk, { outlet })),
    element('span', { className: 'soft' }, fill(words.until, { at: at(validUntil) })),
    element('button', { className: 'small', onClick: () => void cancel() }, words.cancel),
  )
}

const redemption = (one: Redemption, acts: Acts) =>
  one.state === 'open' && one.code !== null ? open(one, one.code, acts) : line(one.gift, words.state[one.state], 'soft')

function gift(one: Gift, held: bigint, acts: Acts): HTMLElement {
  const missing = BigInt(one.points) - held
  const redeem = async () => {
    const where = element('select')
    where.setAttribute('aria-label', words.where)
    for (const { institutionId, name, available } of one.outlets)
      where.append(new Option(`${name}（${fill(words.left, { count: String(available) })}）`, String(institutionId)))
    const text = fill(words.redeemAsk, { points: grouped(one.points), gift: one.name })
    const wanted = await ask(
      { text, yes: words.yesRedeem, no: words.no },
      element('label', {}, element('span', { className: 'soft' }, words.where), where),
    )
    if (wanted) await acts.redeem(one.giftId, Number(where.value))
  }
  const button = element(
    'button',
    { className: 'main', onClick: () => void redeem() },
    missing > 0n ? fill(words.lacking, { points: grouped(missing.toString()) }) : words.redeem,
  )
  button.disabled = missing > 0n
  return element(
    'div',
    { className: 'gift', 'data-gift': String(one.giftId) },
    element('strong', {}, one.name),
    line(fill(words.points, { points: grouped(one.points) }), one.outlets.map(({ name }) => name).join('、'), 'soft'),
    button,
  )
}

/** Everything that stands on the page of a good link. */
export function view(page: OwnPage, acts: Acts): HTMLElement[] {
  const held = new Map(page.accounts.map(({ programmeId, available }) => [programmeId, BigInt(available)]))
  return [
    element('p', {}, fill(words.hello, { name: page.name })),
    ...(page.accounts.length === 0 ? [element('section', {}, element('p', {}, words.noAccount))] : page.accounts.map(account)),
    ...(page.redemptions.length === 0
      ? []
      : [element('section', {}, element('h2', {}, words.mine), ...page.redemptions.map((one) => redemption(one, acts)))]),
    element(
      'section',
      {},
      element('h2', {}, words.gifts),
      ...(page.gifts.length === 0
        ? [element('p', { className: 'soft' }, words.noGifts)]
        : page.gifts.map((one) => gift(one, held.get(one.programmeId) ?? 0n, acts))),
    ),
    element('p', { className: 'soft' }, fill(words.validUntil, { at: at(page.validUntil) })),
  ]
}
