/**
 * Characters that voice input and hurried writing take for each other, by sound. Not those whose common words sound like
 * danger: 人到了 (倒), 就不回 (救), 运过去 (晕), 都是雪 (血), 不要 (药).
 */
const ALIKE = [
  '摔甩率帅衰蟀',
  '起其气汽器奇齐企',
  '胸凶兄汹',
  '喘传船',
  '煤没每媒霉梅',
  '晕云韵匀',
  '昏婚浑荤',
  '迷谜米',
  '歪外',
  '噎耶夜叶',
  '命名明',
  '火伙货',
  '烟言严盐',
  '疼腾',
  '毒独读',
  '烫汤趟',
  '瘫摊滩',
  '搐触畜',
  '呼乎忽',
  '撬俏翘',
  '贼则',
  '漏露陋',
  '失湿师',
  '脉卖',
  '斜鞋邪',
  '栽灾',
  '磕科颗',
  '绊拌',
  '扶服福',
  '抬台',
  '站占',
  '敲桥',
  '遗移',
  '累类',
  '憋瘪',
  '割歌',
  '嘴罪',
  '脸连',
  '醒省',
  '嗓桑',
  '咽宴',
  '吞屯',
]

let table: Uint16Array | null = null

/** One unit for all that sound alike. */
export function soundTable(): Uint16Array {
  if (table === null) {
    table = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit)
    for (const group of ALIKE) for (const char of group) table[char.charCodeAt(0)] = group.charCodeAt(0)
  }
  return table
}
