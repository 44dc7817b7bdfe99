/** What stands right before or behind a place in a sentence, and within how many characters. */
interface Sign {
  readonly side: 'before' | 'behind'
  readonly within: number
  readonly pattern: RegExp
}

const before = (within: number, pattern: RegExp): Sign => ({ side: 'before', within, pattern })
const behind = (within: number, pattern: RegExp): Sign => ({ side: 'behind', within, pattern })

const SIGNS = {
  /** 烧鸡吃腻了，桶子鸡吧: not wanted, but never ordered either. */
  reason: behind(
    9,
    /^(?:[都也老]|一直|[我俺她他](?:老伴|女婿|儿子|闺女|爸|妈|爹|娘)?|老伴|女婿|大夫[说叫])*(?:可?不敢[吃喝]|[吃喝]不了|不[能叫让][吃喝]|不爱[吃喝]|[吃喝]腻了|[吃喝]多了|[吃喝]够了)/,
  ),
  /** 火烧少一个 */
  fewer: behind(
    12,
    /^(?:少|减)[来要掉去]?[0-9一二两俩仨三四五六七八九十]{1,2}(?:[份碗个只盘杯块笼屉张根条串]|$)(?!.{0,2}[0-9一二两俩仨三四五六七八九十][份碗个只盘杯块笼屉张根条串])/,
  ),
  /** 花卷多要一个 */
  more: behind(8, /^(?:多|再多)[来要加添拿][0-9一二两俩仨三四五六七八九十]/),
  /** 少来一个火烧 */
  less: before(2, /[少减][来要送去掉]?$/),
  /** 绿豆汤算了，粥两碗 */
  letGo: behind(8, /^(?:那个|这个|那份)?(?:就|还是|也)?(?:算了|作废|不算|不对|不好)/),
  /** 刚才那杯酸奶不算 · 焖鱼那道罢了 */
  voided: behind(
    8,
    /^(?:(?:[那这][份碗个道盘杯单])?(?:就|还是|也)?(?:不算数?|作废)了?|[那这][份碗个道盘杯单](?:就|也)?罢了)/,
  ),
  /** 不要水煮鱼了，算了，鱼留着 */
  kept: behind(6, /^(?:还是?|就|也|先|那)?(?:留着|留下|留住|保留|照旧|照要|还要|别动|不动)/),
  /** 按摩退了吧，不是退，是往后挪 */
  notGone: behind(16, /^.{0,8}不是(?:要|说)?(?:退|取消|不要|撤|去掉)/),
  /** 俺咋说成修脚了，要的是推拿 */
  saidAs: before(6, /(?:说|听|写|打|念|看|记|点|选|当|弄|写)成了?$/),
  /** 番茄牛腩一份，我刚说成水煮鱼了: one's own slip, where 弄成 is the kitchen's. */
  slipped: before(6, /[我俺](?:刚才?|咋|怎么)?[说念打写点]成了?$/),
  /** 可别弄成炒合菜 */
  madeInto: before(6, /(?:别|甭|不要|莫)(?:给?[我俺])?[弄做搞整送炒写订记上]成了?$/),
  /** 这季节哪来的槐花 */
  nowhere: before(5, /(?:哪[里儿]?来的?|哪[里儿]?还?有|上哪[弄买找])$/),
  /** 米饭不要，家里有馍 */
  atHome: before(8, /(?:家里?|屋里|冰箱里?|锅里)(?:还|都|就|也)?(?:有|剩)(?:的是|点|些|几个)?$/),
  /** 捞面，哦，孙女不爱吃捞面，蒸面条 */
  disliked: before(5, /不(?:爱|喜欢|稀罕)[吃喝]$/),
  /** 前头订的烩面作废 */
  ordered: before(9, /(?:前头|刚才?|早上|上午|昨[天儿]|之前|先前|头里)(?:给[我俺])?[订点要](?:的|了)?(?:那[个碗份])?$/),
  /** 茄子一份，茄子家里有 */
  hadAtHome: behind(9, /^(?:[我俺]|我们|俺们)?(?:家里?|屋里|冰箱里?|锅里)(?:还|都|就|也)*(?:有|剩)/),
  /** 不装家具了，先换纱窗 */
  givenUp: before(6, /不(?:想|用)?[装换修洗做订点来寄]?$/),
  /** 不是要扎针，是要量血压 */
  notButThat: before(6, /不是[要想]?$/),
  /** cold tofu, not spring rolls */
  insteadOf: before(16, /[a-z]{2} (?:not|instead of|rather than) (?:the |an? |any |my )?$/),
  /** 不是说扎针 */
  denied: before(6, /不是[要想说叫让]?$/),
  /** 再不来碗面我就走: it is asked for all the more. */
  urged: before(3, /[再咋何]$|怎么$|为什么$/),
  /** 早起不喝碗豆沫，一天都不得劲 */
  missed: behind(12, /^[^，]{0,6}[都就](?:不得劲|难受|不舒坦|没精神|没劲|睡不|浑身|心里)/),
  /** 大扫除不要周六 */
  when: behind(3, /^(?:周|星期|礼拜|[今明后]|大后|[上中下]午|早上|晚上|晌午|[0-9一二三四五六七八九十]{1,2}[号点])/),
  /** 馄饨不要两碗了 */
  count: behind(3, /^[0-9一二两俩仨三四五六七八九十半]{1,2}[份碗个只盘杯块笼屉斤张根条串]/),
  /** 换一次床单 is work to be done, and 换行 was dictated. */
  work: behind(3, /^(?:[换改][0-9一两二三][次下遍件条床]|换行(?![不吗么中]))/),
  /** swap my lamb dumplings for the cabbage dumplings */
  swap: before(16, /\b(?:swap|replace|exchange|trade|change|switch) (?:the |my |a |that |out )*$/),
} satisfies Readonly<Record<string, Sign>>

type LineSign = keyof typeof SIGNS

/** How long the sign is that stands there; 0: it does not. */
export function signLength(name: LineSign, dense: string, at: number): number {
  const { side, within, pattern }: Sign = SIGNS[name]
  const beside = side === 'before' ? dense.slice(Math.max(0, at - within), at) : dense.slice(at, at + within)
  return pattern.exec(beside)?.[0].length ?? 0
}

export function hasSign(name: LineSign, dense: string, at: number): boolean {
  return signLength(name, dense, at) > 0
}
