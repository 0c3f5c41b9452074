import { useRef, type PointerEvent } from 'react'

const width = 600
const height = 220
const pen = 4

interface SignaturePadProps {
  label: string
  clearText: string
  /** PNG as base64 after each stroke; undefined when it was cleared */
  onSign: (png: string | undefined) => void
}

/** A field to write one's name in with finger, pen or mouse: black on white whatever the colours of the page. */
export const SignaturePad = ({ label, clearText, onSign }: SignaturePadProps) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const drawing = useRef(false)
  const at = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect()
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height]
  }
  const start = (event: PointerEvent<HTMLCanvasElement>) => {
    const context = event.currentTarget.getContext('2d')
    if (!context) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drawing.current = true
    context.lineWidth = pen
    context.lineCap = 'round'
    context.lineJoin = 'round'
    context.strokeStyle = '#000'
    context.beginPath()
    context.moveTo(...at(event))
  }
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const context = event.currentTarget.getContext('2d')
    if (!drawing.current || !context) return
    context.lineTo(...at(event))
    context.stroke()
  }
  const end = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!drawing.current) return
    drawing.current = false
    onSign(event.currentTarget.toDataURL('image/png').split(',')[1])
  }
  const clear = () => {
    canvas.current?.getContext('2d')?.clearRect(0, 0, width, height)
    onSign(undefined)
  }
  return (
    <div className="signature">
      <div className="signature-head">
        <span>{label}</span>
        <button type="button" className="text-button" onClick={clear}>
          {clearText}
        </button>
      </div>
      <canvas
        ref={canvas}
        width={width}
        height={height}
        role="img"
        aria-label={label}
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      />
    </div>
  )
}
