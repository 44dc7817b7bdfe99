/** A stranger registers and orders lunch: what they write, and what they hear. */
export const MEAL_TALK: readonly (readonly [said: string, heard: string])[] = [
  ['订饭', '同意吗'],
  ['1', '叫什么名字'],
  ['王秀英', '哪一年出生'],
  ['1942', '怎么称呼'],
  ['1', '哪个街道'],
  ['花园路', '几号院'],
  ['90号院2号楼601', '过敏'],
  ['没有', '记的是：王秀英'],
  ['1', '订哪一顿'],
  ['明天中午', '您要啥'],
  ['1', '还要别的吗'],
  ['1', '您订：明天'],
  ['1', '单号'],
]
