import people from '../db/seed/data/people.json' with { type: 'json' }

// What must stand in clear nowhere but on the screens of those it is for: neither in the database nor in a log. The logs
// of every desk under test are searched for it (desk-logs.ts): a test that tells a desk something new adds it to SAID.

/** Facts of the invented people of the seed. */
export const SEED_PEOPLE: readonly string[] = [...people.elders, ...people.relatives].flatMap(person => [
  ...Object.values(person.name),
  person.phone,
  person.idNumber,
  ...('address' in person ? [person.address] : []),
])

/** One person's day in test/privacy. */
export const DAY = {
  name: '欧阳测莲',
  address: '测试里77号院8栋901',
  phone: '13711112222',
  idNumber: '41010519420308002X',
  otherName: '司徒测松',
  otherAddress: '测绘巷66号院1号楼',
  otherPhone: '13699998888',
  chatter: '今儿个西墙根的石榴熟透啦',
  cry: '我摔倒了爬不起来就在石榴树旁边',
  photo: 'these bytes are a photo of the pomegranate tree',
  reply: '石榴我们知道了，李师傅三点上门',
  handoffNote: '说好了三点上门摘石榴',
  alarmNote: '人没事，邻居扶起来了，在石榴树下坐着',
  brokenJson: '半截话石榴还没写完',
  query: '查石榴那位老人',
  user: '石榴树下的陌生人',
} as const

/** What other tests say to desks. */
const SAID: readonly string[] = [
  '我摔倒了起不来',
  '我没摔倒',
  '我胸口疼',
  '天上飞的',
  '有点不舒服',
  '今天中午要',
  '俺家后院的枣树结果了',
]

export const PERSONAL_MARKERS: readonly string[] = [...new Set([...SEED_PEOPLE, ...Object.values(DAY), ...SAID])]
