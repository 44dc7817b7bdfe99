import { expect, test } from 'vitest'
import { instant } from '../core/civil-time.ts'
import { createReader } from './create-reader.ts'

const reader = createReader({ version: 'none', lists: [], areas: [] })

function addressIn(text: string, asked = false): string | undefined {
  const now = instant(Date.parse('2026-11-24T10:00:00+08:00'))
  const open = asked ? ({ expects: ['address'], options: [], yesNo: false } as const) : null
  return reader.read(text, { language: 'zh-CN', now, open }).slots.address
}

test.each([
  ['麻烦社区去看看我爸，他住伏牛路226号院4号楼', '伏牛路226号院4号楼'],
  ['送嵩山路二百零八号', '嵩山路二百零八号'],
  ['送嵩山路与淮河路口绿都城3号楼1102', '嵩山路与淮河路口绿都城3号楼1102'],
  ['饭送到省中医院住院部6楼', '省中医院住院部6楼'],
  ['deliver it to 27 Weiwu Road please', '27 Weiwu Road'],
  ['to Zhongyuan Road 233, Building 5 tomorrow', 'Zhongyuan Road 233, Building 5'],
  ['明早送到伊河路绿东村8号院的呢', '伊河路绿东村8号院'],
  ['送一份到秦岭路五厂街坊十一号楼，赶早', '秦岭路五厂街坊十一号楼'],
  ['送颍阳镇竹园沟村 明天晌午', '颍阳镇竹园沟村'],
  ['叫社工来，大金店镇梅村，唠唠嗑', '大金店镇梅村'],
  ['地址是建设路66号院2单元，哦不，3单元，502', '建设路66号院3单元，502'],
  ['住在金水区农业路与文化路交叉口向南50米路西家属院7号楼', '金水区农业路与文化路交叉口向南50米路西家属院7号楼'],
  ['地址：惠济区江山路1号绿源山水8号楼2单元东户', '惠济区江山路1号绿源山水8号楼2单元东户'],
  ['送纺织大世界东边生活区21号楼4单元10号', '纺织大世界东边生活区21号楼4单元10号'],
  ['送到须水镇白寨村三组', '须水镇白寨村三组'],
  ['就在家属院老5号楼', '家属院老5号楼'],
  ['请人来看看老人，告成镇水峪村', '告成镇水峪村'],
  ['修电路，插座没电，大冶镇周山村', '大冶镇周山村'],
  ['改告成镇八方村', '告成镇八方村'],
  ['送到华山路电缆厂东院 不对 西院', '华山路电缆厂西院'],
  ['送到陈庄村东头老槐树跟前第三家 两碗', '陈庄村东头老槐树跟前第三家'],
])('%s names %s', (text, address) => expect(addressIn(text)).toBe(address))

test.each(['包裹送到驿站寄出去', '送我家吧', '送货上门安装', '社区来个人看看', 'bring it to my house'])(
  '%s names none',
  text => {
    expect(addressIn(text)).toBeUndefined()
  },
)

test.each([
  ['登封市少林路 哎呦说岔了那是俺大哥家 俺在中岳大街52号', '中岳大街52号'],
  ['送到石道鄉許莊村口的小賣部就行', '石道鄉許莊村口的小賣部'],
  ['送到纬五路家属院7号楼，门卫老张认得我', '纬五路家属院7号楼'],
  ['黄河路十一号院 三零二', '黄河路十一号院 三零二'],
])('asked for it, %s is %s', (text, address) => expect(addressIn(text, true)).toBe(address))
