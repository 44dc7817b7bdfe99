const KIN =
  '妈|爸|爹|娘|母亲|父亲|奶奶|爷爷|姥姥|姥爷|外婆|外公|公公|婆婆|岳父|岳母|丈母娘|老丈人|老伴|老头|老太|爱人|媳妇|老公|儿子|闺女|女儿|孙子|孙女|哥|姐|弟|妹|姑|姨|舅|叔|伯|婶'
const FOR = new RegExp(
  `(?:给|帮|替)(?:(?:我|俺|咱|他|她)?(?:家)?的?老?(?:${KIN})|[一-鿿]{0,2}(?:邻居|朋友|老人|别人|人家)|[他她](?!们)|[一-鿿]{1,2}(?:奶奶|爷爷|大娘|大爷|阿姨|叔叔))`,
)
/** 给张三订: a name of two or three characters, not a time or oneself. */
const NAMED = /给(?!我|俺|咱|自己|今|明|后|中午|晚上|早上|大家)[一-鿿]{2,3}(?:订|点|叫)/
const THEIR_WISH = new RegExp(`^(?:我|俺)(?:${KIN})(?:想|要|今|明|中午|晚上|早上)`)
const ENGLISH =
  /\bfor (?:(?:my|our|his|her) (?:mother|mum|mom|father|dad|parents?|grand(?:mother|father|ma|pa)|wife|husband|aunt|uncle|son|daughter|neighbou?r|friend)|her|him|somebody else|someone else)\b/

/** 给我妈订, for my mother: it is for somebody else than the one who writes. */
export function isForOther(dense: string): boolean {
  return FOR.test(dense) || NAMED.test(dense) || THEIR_WISH.test(dense) || ENGLISH.test(dense)
}
