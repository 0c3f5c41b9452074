type Child = Node | string | null

/** An element with text or others in it; texts stay texts, whatever stands in them. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { className = '', onClick, ...given }: { className?: string; onClick?: () => void } & Record<`data-${string}`, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  if (className !== '') made.className = className
  if (onClick) made.addEventListener('click', onClick)
  for (const [name, value] of Object.entries(given)) made.setAttribute(name, value)
  made.append(...children.filter((child) => child !== null))
  return made
}

/** Asks before an act: resolves to whether the first button was pressed. Escape and back mean no. */
export function ask(texts: { text: string; yes: string; no: string }, extra: Node | null = null): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (yes: boolean) => () => {
      dialog.close()
      resolve(yes)
    }
    const dialog = element('dialog', {}, element('p', {}, texts.text))
    const form = element(
      'form',
      {},
      extra,
      element('button', { className: 'main', onClick: answer(true) }, texts.yes),
      element('button', { onClick: answer(false) }, texts.no),
    )
    for (const button of form.querySelectorAll('button')) button.type = 'button'
    dialog.append(form)
    dialog.addEventListener('cancel', () => resolve(false))
    dialog.addEventListener('close', () => dialog.remove())
    document.body.append(dialog)
    dialog.showModal()
  })
}
