import './message.css'

interface Range {
  from: number
  until: number
}

/** A text with some of its parts marked; ranges in the order they stand, not overlapping. */
export const MarkedText = ({ text, marks }: { text: string; marks: readonly Range[] }) => {
  const parts: { text: string; marked: boolean }[] = []
  let at = 0
  for (const { from, until } of marks) {
    if (from > at) parts.push({ text: text.slice(at, from), marked: false })
    if (until > Math.max(from, at)) parts.push({ text: text.slice(Math.max(from, at), until), marked: true })
    at = Math.max(at, until)
  }
  if (at < text.length) parts.push({ text: text.slice(at), marked: false })
  return (
    <p className="marked-text">
      {parts.map((part, index) => (part.marked ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>))}
    </p>
  )
}
