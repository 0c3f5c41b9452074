import { cancel, redeem, Refused, show } from './api.ts'
import { element } from './element.ts'
import { view, type Acts } from './view.ts'
import { words } from './words.ts'

/** The customer's own page (M72): no login, no framework, first screen in one small file. */
const root = document.querySelector<HTMLElement>('#page') ?? document.body
const gone = 404

function head(): HTMLElement {
  const { documentElement: html } = document
  const button = element('button', { className: 'small' }, html.hasAttribute('data-large') ? words.normal : words.large)
  button.addEventListener('click', () => {
    button.textContent = html.toggleAttribute('data-large') ? words.normal : words.large
  })
  return element('header', {}, element('h1', {}, words.title), button)
}

const put = (...parts: HTMLElement[]) => root.replaceChildren(head(), ...parts)
const told = (text: string) => {
  const line = element('p', { className: 'told' }, text)
  line.setAttribute('role', 'alert')
  return line
}

/** Does an act, then shows what is there now; a refusal stands above it. */
const act = async (work: () => Promise<unknown>): Promise<void> => {
  const refusal = await work().then(
    () => null,
    (error: unknown) => told(error instanceof Error ? error.message : words.offline),
  )
  await refresh(refusal)
}

const acts: Acts = {
  redeem: (giftId, institutionId) => act(() => redeem({ id: newId(), giftId, institutionId })),
  cancel: (redemptionId) => act(() => cancel(redemptionId)),
}

/** A number of this redemption; phones without `randomUUID` (no https) make one of random bytes. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes]
    .map((byte, place) => (place === 6 ? (byte & 0x0f) | 0x40 : place === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, '0'))
    .join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

async function refresh(above: HTMLElement | null = null): Promise<void> {
  try {
    put(...[above].filter((one) => one !== null), ...view(await show(), acts))
    scrollTo({ top: 0 })
  } catch (error) {
    if (error instanceof Refused && error.status === gone)
      put(element('section', {}, element('h2', {}, words.gone), element('p', {}, words.goneAbout)))
    else
      put(
        told(error instanceof Error ? error.message : words.offline),
        element('button', { className: 'main', onClick: () => void refresh() }, words.again),
      )
  }
}

document.title = words.title
put(element('p', {}, words.loading))
void refresh()
