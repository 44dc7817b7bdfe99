import { describe, expect, test } from 'vitest'
import { findDanger } from './danger.ts'
import { fold } from './fold.ts'

/** What only sounds like an emergency and may not raise the alarm; it may be asked about. */
const CALM: Readonly<Record<string, string>> = {
  past: `
去年摔了一跤 腿到阴天就疼
前年中风过 走路不利索
上回晕倒多亏恁
年轻时候胸口疼过一回
我妈三年前走丢过一次
昨天摔了一跤 已经好了
上个月煤气漏过 早修好了
老伴前些年喝农药走的
小时候被开水烫过
那年家里失火 啥都没剩
阿公去年跌倒過
mum had a stroke last year
she fell a few years ago
爸爸找到了 谢谢你们
火早就扑灭了
刚才噎了一下 现在没事了
脑梗后遗症 说话不清楚 想申请补贴
俺瘫痪五年了 想申请护理补贴
上次出院后胸口不疼了`,
  figures: `
笑死我了
累死我了 要份面
热死了 空调坏了
急死人了 饭还没到
饿得前胸贴后背了
心疼钱
这价格吓死人
想死你们了
馋死了
电视剧看得我心都要跳出来了
等得我都快断气了 饭还没来
气得我肺都炸了
高兴得要命
忙得脚不沾地
我都快饿晕了 快点送
困死了
这天热得喘不过气
hungry to death
I'm dying for some dumplings
you're killing me
I could die of boredom
that price is a heart attack
疼孙子疼得要命
孙子考上大学 我激动得说不出话
这菜辣得我嘴里冒火
急得我火烧眉毛
钱都打水漂了 心在滴血`,
  things: `
手机摔坏了
碗摔了两个
电视没反应了
灯不亮了 开关也没反应
遥控器找不着了
钥匙丢了 进不去门
轮椅胎没气了
电动车没气了
洗衣机漏水
煤气灶打不着火
煤气用完了 换一罐
厕所堵了
下水道堵住了
门锁坏了 打不开
热水器不出热水
冰箱坏了 里头东西都化了
水管冻裂了
电视一开就黑屏
电话打不通你们热线
你们电话没人接
饭盒摔地上了
眼镜掉地上摔了
手机卡住了
老花镜找不着
柜子倒了
送饭的敲门没听见
血压计坏了
轮椅刹车不灵
燃气费怎么交
the TV died
my phone fell on the floor
the lift is not responding
my card is missing
抽油烟机不吸烟了
门铃不响了
外卖小哥电话打不通`,
  pets: `
俺家狗丢了
猫卡树上下不来了
小狗吃了老鼠药
鸡都死了两只
鸟不吃东西了
我家猫不见了
the cat is missing
my dog is not breathing well
狗摔断腿了
猫噎住了
鱼死了`,
  foods: `
火烧两个
烧鸡一只
炸酱面一碗
刀削面不要辣
火锅一份
干锅鸡
烫面饺子
血豆腐一份
鸭血粉丝汤
毛血旺一份
烟熏肉
爆炒腰花
火腿炒饭
打卤面
糊辣汤一碗
猪血汤
水煎包
白酒半斤
口水鸡一份
铁板烧
酸菜鱼少放油
要碗汤 烫一点
上海生煎
药膳鸡汤一份
砂锅面 烧开点`,
  services: `
煤气灶检修
想装个烟雾报警器
清洗油烟机
烟道清理一下
助浴服务约明天
防滑垫安装
修燃气灶
帮我换煤气罐
急救包在哪买
心理咨询怎么约
陪我去医院复查心脏
量血压上门
帮忙取药
中风康复按摩
失能老人护理补贴怎么申请
家里没人 饭放门口
防走失手环咋领
紧急呼叫器怎么装
老伴糖尿病 饭里别放糖
糖尿病人能吃的菜有啥
我对花生过敏
上门打针
轮椅租借
办残疾证要啥材料
loan a wheelchair please`,
  prevention: `
怎么预防中风
煤气中毒怎么预防
老人摔倒了该怎么办 有讲座吗
心梗有啥前兆
防火讲座几点
怕摔跤 想装扶手
万一着火了咋跑
怎么防小偷
how do I prevent falls
冬天防煤气中毒要注意啥
学急救去哪报名`,
  stories: `
昨晚电视剧里有人跳楼
新闻上说哪儿着火了
戏里唱的上吊那段
看电影 里头的人喝了毒药
小说里主角自杀了
in the movie the house was on fire`,
  oldAches: `
腿疼好几年了
老寒腿又疼了
腰疼老毛病
膝盖疼 想约按摩
耳朵背听不清
眼睛花看不清字
牙疼嚼不动
失眠睡不着
手有点抖 写字不方便
我腿脚不好 起不来早
走路慢
记性不好 老忘事
血压有点高
便秘好几天了
感冒了 想吃清淡的
咳嗽 想喝梨汤
胃口不好
睡觉打呼噜
腿脚不利索 下不了楼 能送上来吗
俺爹瘫床上三年 想洗个澡
闷得慌 找人说说话
白内障看不见 帮我念念
胳膊抬不高 穿衣费劲
一个人住 没人说话
孩子都在外地 没人管饭
头发长了`,
  denied: `
没摔 好着呢
不是着火 是做饭呢
没有煤气味
我没晕
没事 就是点错了
胸口不疼了
人找到了 不用来了
没人受伤`,
  everyday: `
今天不回家吃饭了
孩子出门打工还没回来
我闺女回不来过年
饭送了没人接
等了半天没人来
送餐员找不着门
两天没吃肉了
我去楼下走走
跟老伴去旅游
跟他去超市
明天去找老头子下棋
老头子出门遛弯了
送到三楼 敲门就中
敲门没人就放门口
不想吃了
没胃口 不想吃饭
活动几点
活动室在哪
最后一次机会吗
我想走了 拜拜
再见 谢谢
先走了 回头聊
我走了以后 门锁好
孙子从学校回来了
家里来人了 加两个菜
来了生人敲门发传单
换把锁
开锁师傅电话
血糖高 米饭少点
出汗多 想洗澡
少放盐 我血压高
打人工电话
别给我打电话了
人不在家 改天送
下楼取餐
没气力做饭
没反应过来 再说一遍
不会说话 就是打字慢
叫我闺女接
I can't reach the top shelf, send a handyman
I can't eat spicy
no one answered the phone at your office
my mother can't walk far, please deliver to the door`,
}

function lines(text: string): readonly string[] {
  return text.trim().split('\n')
}

describe.each(Object.entries(CALM))('%s', (_kind, calm) => {
  test.each(lines(calm))('%s', text => {
    expect(findDanger(fold(text))?.level).not.toBe('alarm')
  })
})
