type Fields = Readonly<Record<string, unknown>>

export interface Sender {
  readonly id: number
  readonly language?: string
}

/** Updates as https://core.telegram.org/bots/api#update has them, numbered as the platform numbers them. */
export class TelegramUpdates {
  #update: number
  #message = 100

  /** Numbers of its own, where there are several. */
  constructor(after = 870_000_000) {
    this.#update = after
  }

  /** A message in somebody's private chat with the bot. */
  text(sender: Sender, text: string, more: Fields = {}): Fields {
    return this.message(sender, { text, ...more })
  }

  message(sender: Sender, content: Fields): Fields {
    return this.update({ message: this.#body(sender, content) })
  }

  edited(sender: Sender, content: Fields): Fields {
    return this.update({ edited_message: { ...this.#body(sender, content), edit_date: secondsNow() } })
  }

  /** A button of a message that the bot sent. */
  press(sender: Sender, data: string, query = `q${this.#update}`): Fields {
    const bot = { id: 42, is_bot: true, first_name: '照应' }
    const message = { ...this.#body(sender, { text: '要哪样？' }), from: bot }
    return this.update({
      callback_query: { id: query, from: userOf(sender), message, chat_instance: '-345', data },
    })
  }

  /** The bot was blocked (`kicked`) or unblocked (`member`) by somebody. */
  membership(sender: Sender, was: string, is: string, chat: Fields = privateChat(sender)): Fields {
    const user = { id: 42, is_bot: true, first_name: '照应' }
    return this.update({
      my_chat_member: {
        chat,
        from: userOf(sender),
        date: secondsNow(),
        old_chat_member: { user, status: was },
        new_chat_member: { user, status: is },
      },
    })
  }

  update(fields: Fields): Fields {
    return { update_id: ++this.#update, ...fields }
  }

  #body(sender: Sender, content: Fields): Fields {
    const chat = privateChat(sender)
    return { message_id: ++this.#message, from: userOf(sender), chat, date: secondsNow(), ...content }
  }
}

export function privateChat({ id }: Sender): Fields {
  return { id, first_name: '秀英', type: 'private' }
}

function userOf({ id, language = 'zh-hans' }: Sender): Fields {
  return { id, is_bot: false, first_name: '秀英', language_code: language }
}

function secondsNow(): number {
  return Math.floor(Date.now() / 1_000)
}
