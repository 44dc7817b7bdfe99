import { describe, expect, test } from 'vitest'
import { findDanger } from './danger.ts'
import { fold } from './fold.ts'

/** Emergencies as people tell them, one a line, by what happened. */
const TOLD: Readonly<Record<string, string>> = {
  fall: `
俺爹栽那儿了 叫他也不应声
我妈在厕所滑了一跤 坐地上动不了
奶奶出溜到床底下 我一个人抱不动
俺搁地上躺了俩钟头了 没人扶
腿一软瘫地上了 站不起来
摔断腿了 疼得动不了
从梯子上摔下来 腰不敢动
从楼梯上滚下来了 胳膊抬不动
大腿根疼得挪不了窝 刚才绊了一跤
老头一屁股墩地上 弄不起来他
我甩倒了 其不来
卫生间地滑 我仰面摔了 后脑勺磕着了
我爸坐轮椅翻了 人压在底下
洗澡時滑倒 爬不起來
阿公在浴室跌倒了 站不起來
媽媽從床上滾下來 好像骨折了
She slipped in the shower and can't get up
my father is on the floor and cannot move
Grandma fall down, no can stand
I think my mum broke her hip, she is lying in the hallway
我卡在浴缸里出不来了
老伴躺地上俺扶不动他
俺娘叫电动车撞了 躺路边不会动
摔得头破血流
没站稳摔了 胯骨疼得不敢动
从炕上掉下来 半天起不了身
奶奶蹲下去就起不来了 身边没人
遛狗让狗拽倒了 胳膊抬不起来
dad tripped on the stairs and hit his head`,
  heartAndBreath: `
胸口像压了块大石头
心口窝一阵阵绞着疼 直冒冷汗
出不来气了 嘴唇都紫了
老毛病犯了 憋得脸发紫
一口气上不来
俺爹光张嘴 喘不过来气
喘得厉害躺不下
心脏病犯了 速效救心丸找不着
左胳膊发麻 胸疼
爷爷呼吸越来越弱
爸爸没呼吸了
摸着心跳停了
my chest feels like someone is sitting on it
dad is gasping for air and his lips are blue
He has pain in chest very strong
胸痛到手臂都麻了
阿嬤快喘不過氣 嘴唇發紫
传不上气 憋得慌
凶口疼得直不起腰
心绞痛犯了
心里难受得很 喘气都费劲 一身冷汗
哮喘犯了 药喷完了不管用
she can hardly breathe`,
  stroke: `
嘴歪眼斜
妈妈半边脸耷拉着 流口水
右边胳膊突然抬不起来
说话含糊不清 半边身子没劲儿
眼睛突然看不见了
他讲话讲不清楚 手也举不起来
一边手脚都不听使唤了
爸突然不会说话了
左邊手腳沒力 講話不清楚
his speech is slurred and one arm will not lift
half of her body can't move suddenly
脑梗又犯了
我妈好像中风了
拿不住碗 嘴也斜了
腿突然迈不开 舌头发硬
左半身麻木 站不住
grandpa suddenly cannot speak`,
  unconscious: `
怎么喊都没反应
爷爷叫不答应
掐人中也不醒
眼睛翻白 人没意识了
不省人事
晕过去了
昏迷不醒
怎么摇都不醒
人软成一滩 喊名字不睁眼
身子都凉了
摸不着脉了
满嘴胡话 不认得人了
突然糊涂了 连俺都不认识
烧到四十度说胡话
阿公昏倒了
she passed out in the kitchen
he won't wake up
my mother is not responding
浑身抽搐 口吐白沫
羊角风犯了
he is having a seizure
Father has fainted
老伴儿一头栽下去 不动弹了
俺婆婆眼发直 推她也没动静
老太太人事不知了
眼前发黑 快晕了
老爷子快不行了
人快没了
he collapsed and isn't breathing`,
  diabetic: `
低血糖了 浑身冒汗手直抖
打了胰岛素没吃饭 现在迷迷糊糊
有糖尿病 这会儿晕得站不住
血糖只有二点几 人迷糊了
her sugar is very low and she is shaking and sweating
血糖高得测不出来 人昏昏沉沉
胰岛素打多了 心慌出汗
低血糖叫不应了
血糖掉到2 人发软冒虚汗`,
  bloodAndBurns: `
血止不住
流了一地血
拉的都是血
吐出来都是血
鼻血流了半个钟头止不住
切菜切着手了 血哗哗流
刀砍到手 血直往外冒
整壶开水浇腿上了 起大泡
油溅到脸上 烫得皮都掉了
電暖器燙傷 皮都破了
there is blood everywhere
she is bleeding a lot
he won't stop bleeding
spilled boiling water all over my legs
触电了
被狗咬了 血直流
热油烫了胳膊 起了一片水泡
头上磕了个大口子 淌血
呕血了
I cut my hand and the blood won't stop
蜂子蛰了 脸肿得睁不开眼 喘不上来`,
  choking: `
枣核卡嗓子眼了
汤圆噎着了 脸都紫了
吃饺子呛住了 说不出话
鱼刺卡喉咙里出不来
假牙咽下去了
he is choking on a piece of meat
卡住喉嚨 臉都發紫
痰堵住了 憋得翻白眼
噎得上不来气
grandma has food stuck in her throat
药片卡在嗓子里`,
  poison: `
把老鼠药当糖吃了
喝了半瓶农药
吃错药了
一天的药一顿全吃了
安眠药吃了一把
误喝了消毒液
吃完野蘑菇上吐下泻
孙子把纽扣电池吞了
誤食老鼠藥
he drank bleach
she took too many pills
I took the wrong medicine
一口气吃了一瓶药
血压药吃重了 头晕站不住
拿错药了 吃的是老伴的
喝了洁厕灵
百草枯喝了一口
食物中毒了 一家子都吐
swallowed a battery`,
  fireAndGas: `
厨房都是烟 看不见人
煤气没关 满屋子味儿
一屋子煤气味 头晕
闻着一股液化气味儿
锅烧干了 冒黑烟
插座冒火星子
电线噼里啪啦冒火花
电动车烧起来了
被子点着了
火苗窜上来了
对门着大火
隔壁往外冒浓烟
屋里烧炭取暖 头疼恶心
一氧化碳报警器响了
煤气罐呲呲漏
油锅起火
廚房起火了
瓦斯外洩
滿屋子濃煙
I smell gas
the house is full of smoke
my kitchen is burning
the curtains caught fire
the carbon monoxide alarm is going off
屋里一股糊味 烟大得很
电热毯烧着了
楼下火烧起来了
煤气阀关不上 一直跑气
没气漏了`,
  breakIn: `
有人撬门
有人翻窗户进来了
家里进贼了
门外有个男的一直砸门不走
屋里进来生人了
陌生人闯进来了
有人拿着刀
家里遭抢了
有人闖進家裡
someone is breaking in
somebody is trying to get into my house
there is a stranger in my house
有人在撬锁
半夜有人拧门把手
小偷还在屋里`,
  missing: `
俺爹一早出门到现在没回来
老年痴呆 出去找不着了
敲门没人应 两天没见她了
我在国外 给妈打了一天电话没人接
隔壁老太太三天没出门了
老爷子不见了
我找不着回家的路了
爷爷失踪了
敲了半天门里头没动静
一直聯絡不上我爸
敲門沒人應
I can't reach my mother since yesterday
dad is not answering his phone or the door
mum has dementia and walked out
my grandfather is missing
妈妈电话打不通 家里也没人
门反锁着 他在里头不吭声
老头去买菜 天黑了还没回家
奶奶一个人出去了 到处找不到
haven't heard from mum for two days
阿嬤出門到現在還沒回來`,
  selfHarm: `
活着没啥意思了
真想一死百了
不如死了干净
跟老伴去了算了
我攒了一瓶安眠药
别管我了 让我走吧
我不想拖累孩子们了
俺活腻了
想从楼上跳下去
他要跳楼
她想上吊
割腕了
遗书写好了
活不下去了
早死早解脱
I don't want to live anymore
there is no reason to live
everyone would be better off without me
想不開
活著好累 想走了
俺想去那边找老头子了
这是最后一次跟恁说话了
活着就是受罪 还不如走了
I just want to end it all
he says he will jump off the roof
在桥上站着 不想回去了
死了才清静
我走了以后 猫就托付给你们了`,
  anyCry: `
快救人
出人命了
要死人了
快打120
帮我叫救护车
救救俺
俺不中了 快来
SOS
emergency, please send someone
call 911
再不来人就没命了
叫救護車`,
}

function lines(text: string): readonly string[] {
  return text.trim().split('\n')
}

describe.each(Object.entries(TOLD))('%s', (_kind, told) => {
  test.each(lines(told))('%s', text => {
    expect(findDanger(fold(text))?.level).toBe('alarm')
  })
})
