import type { Language } from '../core/language.ts'
import { DESK_TEXTS } from '../texts/desk-texts.ts'

/** What stands on the platforms' own controls, and what a group is told. */
export function channelWords(language: Language) {
  const texts = DESK_TEXTS[language]
  return {
    declineGroup: texts.group_declined,
    sharePhone: texts.share_phone,
    shareLocation: texts.share_location,
    date: texts.pick_date,
    location: texts.share_location,
    camera: texts.take_photo,
    album: texts.choose_photo,
    menu: texts.command_menu,
    mine: texts.command_mine,
    person: texts.command_person,
    help: texts.command_help,
  }
}
