import type { Language } from '../../src/core/language.ts'
import type { ChatMessage } from '../../src/http/chat-message.ts'

export type Said = Pick<ChatMessage, 'text' | 'choices' | 'card' | 'lead'> & { readonly from?: 'bot' | 'staff' }
type Answer = (said: string, memory: Memory) => readonly Said[]

export interface Memory {
  language: Language
  serial: number
}

interface Script {
  readonly greeting: string
  readonly menu: readonly string[]
  readonly dish: string
  readonly dishes: readonly string[]
  readonly readBack: string
  readonly yesNo: readonly string[]
  readonly booked: string
  readonly card: { readonly title: string; readonly lines: readonly (readonly [string, string])[] }
  readonly undone: string
  readonly person: string
  readonly photo: string
  readonly confused: string
}

const SCRIPTS: Record<Language, Script> = {
  'zh-CN': {
    greeting: '王奶奶早上好。今天想办点啥？',
    menu: ['订饭', '请人上门', '查事情', '找人'],
    dish: '明天中午，人民路食堂有这些，您要哪样？',
    dishes: ['软米饭、香菇鸡 14元', '烩面 15元', '小米粥、素包子 9元', '看下一页', '找人'],
    readBack: '您订：明天中午，软米饭1份、香菇鸡1份，共14元，送到家。对吗？',
    yesNo: ['对', '不对', '找人'],
    booked: '订好了。送到时付钱。',
    card: {
      title: '订饭单',
      lines: [
        ['单号', 'M102417'],
        ['饭菜', '软米饭1份、香菇鸡1份'],
        ['时间', '11月25日（周三）中午'],
        ['送到', '人民路88号院3号楼2单元401'],
        ['您付', '14元'],
      ],
    },
    undone: '好，退了，没收钱。还要别的吗？',
    person: '您好，我是小李。您慢慢说，我听着。',
    photo: '照片收到了，看得清。',
    confused: '对不住，我没听懂。您是要：',
  },
  'zh-TW': {
    greeting: '王奶奶早安。今天想辦什麼事？',
    menu: ['訂餐', '到府服務', '查進度', '找專人'],
    dish: '明天中午，人民路食堂有這些，您要哪一樣？',
    dishes: ['軟米飯、香菇雞 14元', '燴麵 15元', '小米粥、素包子 9元', '看下一頁', '找專人'],
    readBack: '您訂：明天中午，軟米飯1份、香菇雞1份，共14元，送到家。對嗎？',
    yesNo: ['對', '不對', '找專人'],
    booked: '訂好了。送到時付款。',
    card: {
      title: '訂餐單',
      lines: [
        ['單號', 'M102417'],
        ['餐點', '軟米飯1份、香菇雞1份'],
        ['時間', '11月25日（週三）中午'],
        ['送到', '人民路88號院3號樓2單元401'],
        ['您付', '14元'],
      ],
    },
    undone: '好，已取消，沒有收費。還需要別的嗎？',
    person: '您好，我是小李。您慢慢說，我在聽。',
    photo: '照片收到了，看得清楚。',
    confused: '不好意思，我沒聽懂。您是要：',
  },
  en: {
    greeting: 'Good morning, Mrs Wang. What would you like today?',
    menu: ['Meals', 'Home help', 'My case', 'A person'],
    dish: 'Tomorrow lunch at the Renmin Road kitchen. Which one?',
    dishes: [
      'Soft rice, mushroom chicken, 14 yuan',
      'Stewed noodles, 15 yuan',
      'Millet porridge, 9 yuan',
      'More',
      'A person',
    ],
    readBack: 'Tomorrow lunch: soft rice x1, mushroom chicken x1, 14 yuan, to your home. Right?',
    yesNo: ['Right', 'Change', 'A person'],
    booked: 'It is booked. You pay at the door.',
    card: {
      title: 'Meal order',
      lines: [
        ['No.', 'M102417'],
        ['Meal', 'Soft rice x1, mushroom chicken x1'],
        ['When', 'Wed 25 Nov, lunch'],
        ['To', '88 Renmin Road, building 3, door 2-401'],
        ['You pay', '14 yuan'],
      ],
    },
    undone: 'Done, cancelled, no charge. Anything else?',
    person: 'Hello, this is Li. Take your time, I am here.',
    photo: 'The photo has arrived, it is clear.',
    confused: 'Sorry, I did not follow. Would you like:',
  },
}

const UNDO_WINDOW = 5 * 60_000
const languageAsked: Readonly<Record<string, Language>> = {
  换成简体中文: 'zh-CN',
  換成繁體中文: 'zh-TW',
  'English, please': 'en',
}

/** A small talk in the desk's manner: enough of one to drive the page with. */
export const answer: Answer = (said, memory) => {
  memory.language = languageAsked[said] ?? memory.language
  const script = SCRIPTS[memory.language]
  const asked = (text: string, labels: readonly string[]): Said => {
    memory.serial += 1
    const last = labels.length - 1
    const choices = labels.map((label, i) => ({ id: `${memory.serial}.${i}`, number: i === last ? 0 : i + 1, label }))
    return { text, choices }
  }
  if (said === '' || languageAsked[said]) return [asked(script.greeting, script.menu)]
  if (said === '1' || said === script.menu[0]) return [asked(script.dish, script.dishes)]
  if (said === script.dishes[0]) return [asked(script.readBack, script.yesNo)]
  if (said === script.yesNo[0]) return [receipt(script)]
  if (/^(撤销|撤銷|undo)$/.test(said)) return [asked(script.undone, script.menu)]
  if (/^(0|找人|找專人|a person)$/i.test(said)) return [{ text: script.person, from: 'staff' }]
  if (said === 'photo') return [{ text: script.photo }]
  return [asked(script.confused, script.menu)]
}

function receipt({ booked, card }: Script): Said {
  const lines = card.lines.map(([name, value]) => ({ name, value }))
  return {
    text: [booked, card.title, ...lines.map(({ name, value }) => `${name} ${value}`)].join('\n'),
    lead: booked,
    // A plain number on the wire; branded only inside the desk.
    card: { title: card.title, lines, undoUntil: (Date.now() + UNDO_WINDOW) as never },
  }
}
