import type { Seeded } from './seeded.ts'

const places = [
  ['南宁', '广西南宁市'],
  ['柳州', '广西柳州市'],
  ['桂林', '广西桂林市'],
  ['北海', '广西北海市'],
  ['钦州', '广西钦州市'],
  ['玉林', '广西玉林市'],
  ['梧州', '广西梧州市'],
  ['百色', '广西百色市'],
  ['贵港', '广西贵港市'],
  ['防城港', '广西防城港市'],
  ['湛江', '广东湛江市'],
  ['佛山', '广东佛山市'],
  ['昆明', '云南昆明市'],
  ['贵阳', '贵州贵阳市'],
] as const
const brands =
  '恒泰 华桂 绿城 江源 众诚 瑞丰 金象 邕江 桂冠 同创 博远 天润 龙城 山水 兴达 海丰 新元 宏景 中拓 联邦 嘉禾 德力 凯旋 永信 启明 华南 桂东 三江 五洲 鼎盛'.split(
    ' '
  )

/** What kinds of organisations the sample company serves: name endings by industry. */
const kinds = [
  [
    'manufacturing',
    'enterprise',
    ['机械制造有限公司', '汽车零部件有限公司', '铝业有限公司', '食品有限公司', '电子科技有限公司'],
  ],
  ['energy', 'enterprise', ['电力工程有限公司', '新能源有限公司', '供电局', '热电有限公司']],
  ['construction', 'enterprise', ['建设集团有限公司', '市政工程有限公司', '建筑设计院']],
  [
    'transport',
    'enterprise',
    ['港务集团有限公司', '轨道交通有限公司', '高速公路管理处', '物流有限公司'],
  ],
  ['water', 'enterprise', ['水务集团有限公司', '环保科技有限公司', '污水处理有限公司']],
  ['information', 'enterprise', ['信息产业有限公司', '软件科技有限公司', '大数据发展有限公司']],
  ['medical', 'institution', ['第一人民医院', '中医院', '妇幼保健院', '疾病预防控制中心']],
  ['education', 'institution', ['职业技术学院', '理工学院', '实验中学']],
  ['government', 'government', ['市场监督管理局', '生态环境局', '行政审批局', '应急管理局']],
  ['agriculture', 'enterprise', ['糖业有限公司', '农业开发有限公司', '林业集团有限公司']],
] as const

export interface Company {
  name: string
  short: string
  region: string
  industry: string
  kind: string
}

/** An organisation with a believable name; names repeat, so the caller keeps them apart. */
export function company(random: Seeded): Company {
  const [short, region] = random.pick(places)
  const [industry, kind, endings] = random.pick(kinds)
  const isPublic = kind !== 'enterprise'
  const brand = isPublic ? '' : random.pick(brands)
  const prefix = isPublic ? `${short}市` : short
  return {
    name: `${prefix}${brand}${random.pick(endings)}`,
    short: `${short}${brand}`,
    region,
    industry,
    kind,
  }
}

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** A unified social credit code with a right check character (GB 32100-2015). */
export function creditCode(random: Seeded): string {
  let code = '91450'
  while (code.length < 8) code += random.between(0, 9)
  while (code.length < 17) code += alphabet[random.between(0, 30)]
  const sum = [...code].reduce((s, c, i) => s + alphabet.indexOf(c) * (weights[i] as number), 0)
  return code + alphabet[(31 - (sum % 31)) % 31]
}
