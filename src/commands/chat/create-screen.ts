import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline'

export interface Screen {
  /** A person sits at it: the line being typed stays below what comes in. Else each line stands by itself. */
  readonly interactive: boolean
  print(text: string): void
  /** What is typed or piped in, until its end or `close`. To be read from at once: lines are not kept before. */
  lines(prompt: string): AsyncIterable<string>
  close(): void
}

/** `leave`: Ctrl-C was pressed, or nobody reads any more. */
export function createScreen(leave: () => void): Screen {
  const { stdin: input, stdout: output } = process
  const interactive = input.isTTY === true && output.isTTY === true
  let typing: Interface | null = null
  output.on('error', leave)

  function clearTyped(typed: Interface): void {
    const { rows } = typed.getCursorPos()
    moveCursor(output, 0, -rows)
    cursorTo(output, 0)
    clearScreenDown(output)
  }

  return {
    interactive,
    print(text) {
      if (typing && interactive) clearTyped(typing)
      output.write(`${text}\n`)
      if (typing && interactive) typing.prompt(true)
    },
    async *lines(prompt) {
      const typed = createInterface({ input, output, prompt, terminal: interactive })
      typed.on('SIGINT', leave)
      typed.on('close', () => {
        if (interactive) clearTyped(typed)
        typing = null
      })
      typing = typed
      if (interactive) typed.prompt()
      for await (const line of typed) {
        yield line
        if (interactive && typing) typed.prompt()
      }
    },
    close: () => typing?.close(),
  }
}
