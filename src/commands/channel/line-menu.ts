import type { RichMenuButton } from '../../../adapters/line/rich-menu.ts'
import { BASE_LANGUAGE } from '../../core/language.ts'
import { DESK_TEXTS } from '../../texts/desk-texts.ts'

const texts = DESK_TEXTS[BASE_LANGUAGE]

/** One for everybody: LINE shows the same picture to all. Its names are words that the reader knows. */
export const LINE_MENU: { readonly bar: string; readonly buttons: readonly RichMenuButton[] } = {
  bar: texts.button_menu,
  buttons: [
    { name: texts.button_order, icon: 'meal' },
    { name: texts.button_ask, icon: 'visit' },
    { name: texts.button_status, icon: 'paper' },
    { name: texts.button_mine, icon: 'mine' },
    { name: texts.button_menu, icon: 'menu' },
    { name: texts.person, icon: 'person' },
  ],
}

/** Drawn from the above by test/browser/screens/rich-menu.ts. */
export const LINE_MENU_PICTURE = 'adapters/line/rich-menu.png'
