/** What people write who want nothing in particular, or drop it again; nobody gets to a receipt with these. */
export const SMALL_TALK = ['在吗', '菜单', '帮助', '今天天气真好', '订饭', '取消', '重复', '谢谢', '上一步', '我的单子']

/** What people write to whoever serves them. */
export const IN_QUEUE = ['老年卡在哪儿办', '我儿子在外地', '好的', '知道了', '还有别的材料吗', '谢谢您', '几点上班']

export const CRIES = ['救命啊', '我摔倒了，起不来了', '家里着火了', '胸口疼得厉害，喘不上气']
