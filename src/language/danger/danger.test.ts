import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALARM_CLASSES, type AlarmClass } from '../../core/alarm.ts'
import { createReader } from '../create-reader.ts'
import lexicon from '../lexicon.json' with { type: 'json' }
import { fold, foldWord, isWordUnit } from '../text/fold.ts'
import { dangerHits } from './danger-hits.ts'
import { dangerByRules } from './danger-rules.ts'

const reader = createReader({ version: 'none', lists: [], areas: [] })
const scan = (text: string) => reader.danger(text)
const byRules = (text: string) => dangerByRules(fold(text), dangerHits(fold(text)))
const { words, falseFriends, silentWords } = lexicon.danger
const isLatin = (word: string) => isWordUnit(foldWord(word).charCodeAt(0))
const firm: ReadonlySet<AlarmClass> = new Set(['abuse', 'self_harm'])
const all = ALARM_CLASSES.flatMap(name => words[name].map(word => ({ name, word })))
const han = all.filter(({ word }) => !isLatin(word))
const latin = all.filter(({ word }) => isLatin(word))

describe('every word of the lexicon', () => {
  test('there are enough of them for a table', () => {
    expect(all.length * 4).toBeGreaterThan(400)
  })

  test.each(all)('$word raises $name, alone and in a sentence', ({ name, word }) => {
    const sentences = isLatin(word)
      ? [word, `Please come, ${word} now`, word.toUpperCase(), word.replaceAll("'", '’'), `奶奶${word}啊`]
      : [word, `俺爹${word}了快来`, `${word}！！！`, word.split('').join(' '), word.split('').join('\u200b')]
    for (const text of sentences) {
      const danger = scan(text)
      expect(danger?.level, text).toBe('alarm')
      expect(danger?.classes, text).toContain(name)
    }
  })

  test.each(all)('$word is an alarm beside an order', ({ word }) => {
    expect(scan(`明天中午要两份红烧肉，少放盐。${word}。`)?.level).toBe('alarm')
    expect(scan(`${word}，水管漏水了找个师傅来修`)?.level).toBe('alarm')
    expect(scan(`two bowls of porridge please. ${word}!`)?.level).toBe('alarm')
  })

  test.each(han.filter(({ name, word }) => !firm.has(name) && !silentWords.includes(word)))(
    'denied, past or only feared, $word is asked about',
    ({ name, word }) => {
      for (const text of [`没${word}`, `没有${word}`, `差点${word}`, `怕${word}`, `去年冬天${word}`]) {
        expect(scan(text), text).toMatchObject({ level: 'check', silent: false })
        expect(scan(text)?.classes, text).toContain(name)
      }
      expect(scan(`没人管我${word}`)?.level).toBe('alarm')
      expect(scan(`上次${word}，现在又${word}`)?.level).toBe('alarm')
    },
  )

  test.each(latin.filter(({ name }) => !firm.has(name)))('$word denied is asked about', ({ word }) => {
    expect(scan(`I have not ${word}`)?.level).toBe('check')
    expect(scan(`it was never a ${word}`)?.level).toBe('check')
    expect(scan(`it was not that she ${word}`)?.level).toBe('alarm')
    expect(scan(`last year ${word}`)?.level).toBe('check')
  })

  test.each(latin)('$word is a safety word only as whole words', ({ word }) => {
    expect(byRules(`x${word}`)).toBeNull()
    expect(byRules(`${word}xx`)).toBeNull()
  })

  test.each([...words.abuse, ...silentWords])('%s shows nothing on the screen, denied or not', word => {
    expect(scan(`他${word} x`)).toMatchObject({ level: 'alarm', silent: true })
    expect(scan(isLatin(word) ? `not ${word}` : `别${word}`)).toMatchObject({ level: 'alarm', silent: true })
  })

  test.each(words.self_harm)('%s always goes to a person', word => {
    expect(scan(isLatin(word) ? `I do not ${word}` : `不是${word}`)).toMatchObject({ level: 'alarm', silent: false })
  })
})

describe('words that only look dangerous', () => {
  test.each(falseFriends)('%s is no danger', text => {
    expect(scan(text)).toBeNull()
    expect(scan(`您好，${text}，谢谢`)).toBeNull()
  })

  test.each(falseFriends)('%s hides no danger beside it', text => {
    expect(scan(isLatin(text) ? `${text} and a heart attack` : `${text}，救命`)).toMatchObject({ level: 'alarm' })
  })

  test.each([
    '气死我了',
    '笑死',
    '累死',
    '热死了',
    '急死人',
    '饿死了',
    '麻烦死了',
    '冻死了',
    '烦死了',
    'I lost my card',
  ])('the figure of speech %s is no danger', text => expect(scan(text)).toBeNull())

  test.each([
    '对不起，不来了',
    '对不起不来了',
    '他要打，我不让',
    '老伴睡着，火关了',
    '明天中午要一份红烧肉',
    'firefighter',
    'I fell asleep early',
    'help',
    'please help me order lunch',
    '救生圈',
  ])('%s is no danger', text => expect(scan(text)).toBeNull())
})

describe('the rules', () => {
  test.each([
    ['没人管我摔倒了', 'alarm', ['fall']],
    ['没摔倒', 'check', ['fall']],
    ['去年摔倒过', 'check', ['fall']],
    ['差点摔倒了', 'check', ['fall']],
    ['没有着火', 'check', ['fire']],
    ['I have not fallen', 'check', ['fall']],
    ['没有。我摔倒了', 'alarm', ['fall']],
    ['没有 我摔倒了', 'alarm', ['fall']],
    ['没摔倒，胸口疼', 'alarm', ['medical']],
    ['没摔倒，没有着火', 'check', ['fall', 'fire']],
    ['特别胸口疼', 'alarm', ['medical']],
    ['别人摔倒了', 'alarm', ['fall']],
    ['去年来过。现在摔倒了', 'alarm', ['fall']],
    ['着火了救命', 'alarm', ['medical', 'fire']],
    ['我摔倒了起不来', 'alarm', ['fall']],
    ['跌倒了爬不起來', 'alarm', ['fall']],
    ['沒有跌倒', 'check', ['fall']],
    ['失火了，孩子走丢了', 'alarm', ['fire', 'missing']],
    ['救。命。', 'alarm', ['medical']],
    ['快，来人啊', 'alarm', ['medical']],
    ['救、命', 'alarm', ['medical']],
    ['救-命', 'alarm', ['medical']],
    ['胸口 疼', 'alarm', ['medical']],
    ['I cant breathe', 'alarm', ['medical']],
    ['price fell, then I fell', 'alarm', ['fall']],
    ['胸口痛，叫救護車', 'alarm', ['medical']],
    ['家裡失火了', 'alarm', ['fire']],
    ['有瓦斯味', 'alarm', ['fire']],
    ['手机摔了，我也摔了', 'alarm', ['fall']],
  ] as const)('%s is %s of %j', (text, level, classes) => {
    expect(scan(text)).toMatchObject({ level, classes, silent: false })
  })

  test('a beating is silent also beside other dangers', () => {
    expect(scan('儿子打我')).toEqual({ classes: ['police', 'abuse'], level: 'alarm', silent: true })
    expect(scan('救命，他打我')).toEqual({ classes: ['medical', 'police'], level: 'alarm', silent: true })
  })

  test('adding words never hides a cry for help that stands apart', () => {
    const calm = fc.string({ unit: fc.constantFrom('饭', '好', '没', '不', '别', '来', 'a', ' ', '，'), maxLength: 30 })
    fc.assert(
      fc.property(calm, calm, (before, after) => {
        expect(scan(`${before}。救命。${after}`)?.level).toBe('alarm')
      }),
    )
  })
})

describe('speed', () => {
  const ordinary = [
    '明天中午来两份红烧肉，一碗米饭，送到家里',
    '对',
    '我想订饭',
    '不要辣，少放点盐',
    '老样子',
    'two bowls of millet porridge please',
    '我的低保审批到哪了',
    '後天早上幫我訂一份小米粥',
  ]

  test('an ordinary message costs a few microseconds', () => {
    const rounds = 1_000
    const once = () => {
      for (let i = 0; i < rounds; i++) for (const text of ordinary) scan(text)
    }
    once()
    // The best of several: what else the machine does is not the scan's.
    const best = Math.min(...Array.from({ length: 8 }, () => cpu(once)))
    const us = (1_000 * best) / (rounds * ordinary.length)
    process.stdout.write(`safety scan: ${us.toFixed(2)} µs a message\n`)
    expect(us).toBeLessThan(10)
  })

  test.each(['摔倒', '没摔倒', '特别', '去年摔倒', '碗摔了', 'fell ', 'not a ', '跌倒了爬不起来', '😀'])(
    '5,000 characters of %s stay under 20 ms',
    unit => {
      const text = `${unit.repeat(5_000 / unit.length)}救命`
      // As in a process that has been reading for a while.
      for (let i = 0; i < 5; i++) scan(text)
      const best = Math.min(...[1, 2, 3].map(() => cpu(() => scan(text))))
      expect(best).toBeLessThan(20)
    },
  )

  function cpu(work: () => unknown): number {
    const start = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1_000
  }
})

test('no number of a house, an order, an hour or a price is a cry for help', () => {
  const said = fc.constantFrom(
    (n: number) => `118号院1号楼${n}`,
    (n: number) => `花园路${n}号`,
    (n: number) => `3单元${n}室`,
    (n: number) => `单号 ${n}`,
    (n: number) => `一共${n}块钱`,
    (n: number) => `${n}`,
    (n: number) => `No. ${n}, please`,
  )
  fc.assert(
    fc.property(said, fc.integer({ min: 0, max: 9_999 }), (sentence, n) => {
      expect(scan(sentence(n))).toBeNull()
    }),
    { examples: [119, 120, 110, 911, 999, 112].map(n => [(at: number) => `118号院1号楼${at}`, n]) },
  )
})

describe('whom and when it is about', () => {
  test.each(['空调喘得厉害', '洗衣机又抽风了', '水池子噎住了', '冰箱死了', '插座断气了'])(
    '%s: a thing of the house',
    text => {
      expect(byRules(text)?.danger.level).not.toBe('alarm')
    },
  )

  test.each(['空调边上俺爸喘不上气', '马桶上晕倒了', '洗衣机触电了', '热水器煤气中毒', '开着空调还是晕倒了'])(
    '%s: somebody beside it',
    text => {
      expect(byRules(text)?.danger.level).toBe('alarm')
    },
  )

  test('过一回 is said of the word before it alone', () => {
    expect(byRules('前年走丢过一回')?.danger.level).toBe('check')
    expect(byRules('俺爹还没回来 手机关机 前年走丢过一回')?.danger.level).toBe('alarm')
  })

  test('what is told of a show is no alarm, what happens beside it is', () => {
    expect(byRules('演到老汉晕倒了')?.danger.level).toBe('check')
    expect(byRules('看电视剧呢老伴晕倒了')?.danger.level).toBe('alarm')
  })
})
