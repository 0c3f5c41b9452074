/** Surnames by how many of 2,000 people bear them, from the frequent to compound and polyphonic ones. */
const surnameCounts: readonly (readonly [count: number, names: string])[] = [
  [140, '王 李 张'],
  [100, '刘 陈'],
  [60, '杨 黄 赵'],
  [44, '吴 周'],
  [30, '徐 孙 马 朱 胡'],
  [24, '郭 何 林 高 罗'],
  [18, '郑 梁 谢 宋 唐 许 韩 冯 邓 曹'],
  [13, '彭 曾 肖 田 董 袁 潘 于 蒋 蔡'],
  [10, '余 杜 叶 程 苏 魏 吕 丁 任 沈'],
  [8, '姚 卢 姜 崔 钟 谭 陆 汪 范 金'],
  [6, '石 廖 贾 夏 韦 付 方 白 邹 孟'],
  [5, '熊 秦 邱 江 尹 薛 闫 段 雷 侯'],
  [3, '龙 史 陶 黎 贺 顾 毛 郝 龚 邵'],
  [2, '单 仇 解 查 盖 任 乐 朴 区 尉迟 覃 万 钱 严 武 戴 莫 孔 向 汤'],
  [2, '欧阳 司马'],
  [1, '上官 诸葛 司徒 皇甫 令狐 夏侯 慕容 宇文 长孙 东方 仉 禚 逄 亓 缪 冼 昝 郇 佘 暨'],
]
/** A list to pick from evenly. */
export const surnames: readonly string[] = surnameCounts.flatMap(([count, names]) =>
  names.split(' ').flatMap((name) => Array.from({ length: count }, () => name)),
)

const words = (text: string): readonly string[] => text.split(' ')

/** Given names: two generations each (born before and from 1975 on), of one or two characters. */
export const given = {
  femaleOlder: words(
    '秀英 桂兰 秀兰 玉兰 桂英 秀珍 凤英 玉珍 淑珍 玉英 桂芳 素珍 春梅 丽华 淑华 美华 桂珍 玉梅 惠兰 月英 爱华 红梅 淑芬 秀芳 金凤 兰英 彩霞 慧珍 玉华 芳 敏 静 丽 霞 萍 玲 芬',
  ),
  maleOlder: words(
    '建国 志强 国强 建华 建军 德明 志明 国华 文华 永强 建平 卫东 国平 振华 明华 德胜 玉林 金山 福生 长江 永福 家栋 庆丰 世平 学文 伟 强 军 勇 刚 平 斌 明 涛',
  ),
  female: words(
    '静怡 欣怡 雨桐 梓涵 思远 佳琪 婷婷 雪梅 晓燕 丽娜 文静 嘉欣 诗涵 雅婷 晓琳 海燕 思雨 雨萱 佳怡 紫萱 梦洁 玉洁 晓霞 倩倩 莉莉 雅琴 亚楠 若曦 芷若 婉清 语嫣 敏 静 婷 颖 雪 琳 洁 娜 倩 莹 悦 欣',
  ),
  male: words(
    '浩然 子轩 宇航 俊杰 志远 文博 嘉豪 天宇 伟杰 思源 晓东 海涛 鹏飞 建伟 家豪 明轩 子涵 一鸣 泽宇 博文 立群 少华 志鹏 永康 学军 成龙 振宇 向阳 致远 承志 俊 磊 鹏 超 杰 浩 宇 涛 凯 鑫 晨 辉 峰',
  ),
} as const

/** Characters that a bank's systems stumble over: four bytes in UTF-8, or outside GBK. One in 400 customers bears one. */
export const rareGiven: readonly string[] = words('𠮷 䶮 㐂 𬱖 𬭊 𫖯 𬤊 㛃 𪩘 𬀩 喆 燚 犇 甡 晞𬘓 文䶮 志𠮷 雨𬱖 㵘 𣲗 宇𬭎 思𬍛')

/** Streets and estates of addresses that exist nowhere. */
export const estates: readonly string[] = words(
  '阳光花园 锦绣家园 翠湖小区 金色港湾 幸福里 和平新村 学府名苑 滨江一号 东方华庭 桃源居 紫荆苑 丰泽园',
)
export const streetNames: readonly string[] = words(
  '建设路 解放路 人民路 中山路 和平路 学府路 滨江路 车站路 文化路 花园路 丰收路 朝阳路 青年路 光明街 春晖巷',
)

/** Banks that money comes from and goes to; invented. */
export const otherBanks: readonly string[] = words(
  '东山银行 南岭商业银行 西川城市银行 北原农商银行 中原合作银行 长河银行 华岳银行 海丰银行 云帆网络银行 信诚邮汇',
)
/** Shops that cards are used in; invented. */
export const shops: readonly string[] = words(
  '惠民超市 好邻居便利店 百味餐厅 乐购商城 康健大药房 江海加油站 迅达快递 云购平台 随行出行 悦读书店 鲜果园 美家家居 童乐母婴 星光影城 一家面馆',
)
/** Units that pay salaries; the outlet's district is put before. */
export const employerNames: readonly string[] = words(
  '机械制造有限公司 第一中学 人民医院 公交集团 纺织有限公司 电子科技有限公司 食品有限公司 建筑工程公司 物业服务公司 实验小学 水务公司 物流有限公司 酒店管理公司 环卫所 服装有限公司 软件有限公司 印务公司 幼儿园 汽车配件公司 园林绿化公司',
)
