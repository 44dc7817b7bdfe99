/** An element of the page's own HTML; missing is a bug. */
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id)
  if (!(element instanceof kind)) throw new Error(`the page has no ${kind.name} #${id}`)
  return element
}

export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name)
  element.className = className
  for (const child of children) element.appendChild(typeof child === 'string' ? document.createTextNode(child) : child)
  return element
}

export function makeButton(className: string, pressed: () => void, ...children: (Node | string)[]): HTMLButtonElement {
  const button = make('button', className, ...children)
  button.type = 'button'
  button.addEventListener('click', pressed)
  return button
}
