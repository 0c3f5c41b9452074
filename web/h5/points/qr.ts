import { encode } from 'uqr'

const quiet = 3
const namespace = 'http://www.w3.org/2000/svg'

/** A QR code as one path, dark on white whatever the theme. */
export function qrCode(text: string, label: string): SVGSVGElement {
  const { data, size } = encode(text, { border: 0, ecc: 'M' })
  const whole = size + 2 * quiet
  const svg = document.createElementNS(namespace, 'svg')
  svg.setAttribute('viewBox', `0 0 ${whole} ${whole}`)
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', label)
  const ground = document.createElementNS(namespace, 'rect')
  for (const [name, value] of [
    ['width', whole],
    ['height', whole],
    ['fill', '#fff'],
  ] as const)
    ground.setAttribute(name, String(value))
  const path = document.createElementNS(namespace, 'path')
  path.setAttribute('d', data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : ''))).join(''))
  path.setAttribute('fill', '#000')
  svg.append(ground, path)
  return svg
}
