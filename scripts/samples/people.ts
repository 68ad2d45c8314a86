import type { Seeded } from './seeded.ts'

/** Family names with their romanisation, common ones first. */
const families = `王wang 李li 张zhang 刘liu 陈chen 杨yang 黄huang 赵zhao 吴wu 周zhou 徐xu 孙sun 马ma 朱zhu
胡hu 郭guo 何he 林lin 高gao 罗luo 郑zheng 梁liang 谢xie 宋song 唐tang 许xu 韩han 邓deng 冯feng 曹cao 彭peng
曾zeng 萧xiao 田tian 董dong 潘pan 袁yuan 蔡cai 蒋jiang 余yu 于yu 杜du 叶ye 程cheng 魏wei 苏su 吕lv 丁ding 覃qin 韦wei`

const givens = `伟wei 芳fang 娜na 敏min 静jing 磊lei 强qiang 洋yang 艳yan 勇yong 军jun 杰jie 涛tao 明ming 超chao
霞xia 平ping 刚gang 桂英guiying 建华jianhua 志强zhiqiang 秀兰xiulan 海燕haiyan 晓东xiaodong 文博wenbo 思远siyuan
雨桐yutong 子涵zihan 俊杰junjie 丽华lihua 国栋guodong 春梅chunmei 永康yongkang 佳怡jiayi 浩然haoran 雪梅xuemei
家豪jiahao 婷婷tingting 德胜desheng 志明zhiming 美玲meiling 振宇zhenyu 欣怡xinyi 立新lixin 慧敏huimin 一鸣yiming`

interface Part {
  han: string
  latin: string
}

const split = (text: string): Part[] =>
  text.split(/\s+/).map((word) => {
    const [, han = '', latin = ''] = /^(\p{Script=Han}+)([a-z]+)$/u.exec(word) ?? []
    return { han, latin }
  })
const familyParts = split(families)
const givenParts = split(givens)

/** A full name and an account made from it; the caller keeps accounts apart. */
export function personName(random: Seeded): { name: string; account: string } {
  const family = random.pick(familyParts)
  const given = random.pick(givenParts)
  return { name: family.han + given.han, account: `${family.latin}${given.latin}` }
}

/** A mobile number of valid form in a range not given to subscribers' services. */
export function mobileNumber(random: Seeded): string {
  const prefix = random.pick(['130', '135', '136', '138', '139', '150', '158', '177', '186', '189'])
  return prefix + String(random.between(0, 99_999_999)).padStart(8, '0')
}
