import type { Company } from './companies.ts'
import type { Seeded } from './seeded.ts'

interface Work {
  title: string
  content: string
  needs: string
  items: [item: string, unit: string, low: number, high: number, most: number][]
}

/** What customers ask for, by kind of technical service. `{}` is where the customer's site goes. */
const works: Record<string, Work[]> = {
  inspection: [
    {
      title: '{}配电房预防性试验',
      content:
        '对 {} 的高低压配电设备开展年度预防性试验，包含变压器、真空断路器、避雷器与电力电缆，试验期间需配合分段停电。',
      needs: '依据 DL/T 596—2021；试验人员持证；出具加盖 CMA 章的试验报告一式三份。',
      items: [
        ['10 kV 变压器试验', 'unit', 800, 1800, 6],
        ['高压柜断路器特性试验', 'unit', 450, 900, 20],
        ['电力电缆耐压试验', 'time', 600, 1500, 12],
      ],
    },
    {
      title: '{}特种设备定期检验',
      content: '{} 在用起重机械、压力容器即将到期，需在有效期前完成定期检验并协助整改。',
      needs: '按 TSG 51、TSG 21 执行；检验前提交作业方案与安全措施。',
      items: [
        ['起重机械定期检验', 'unit', 500, 1200, 15],
        ['压力容器定期检验', 'unit', 700, 2200, 10],
      ],
    },
    {
      title: '{}生活饮用水水质检测',
      content: '对 {} 水源水、出厂水、末梢水按月采样检测，连续一年，超标时 24 小时内预警。',
      needs: 'GB 5749—2022 常规指标 43 项；采样全程留痕；异常结果复测。',
      items: [
        ['常规 43 项检测', 'sample', 1200, 1800, 48],
        ['微生物加测', 'sample', 200, 350, 48],
      ],
    },
    {
      title: '{}建筑结构安全鉴定',
      content: '{} 主体结构使用已逾二十年，拟改变使用功能，需做结构安全性与抗震鉴定。',
      needs: '依据 GB 50292、GB 50023；提供检测数据与加固建议。',
      items: [
        ['混凝土强度回弹检测', 'point', 80, 150, 120],
        ['结构计算与鉴定报告', 'item', 15000, 60000, 1],
      ],
    },
  ],
  implementation: [
    {
      title: '{}机房改造实施',
      content: '{} 现有机房供配电与制冷容量不足，需要在不停机前提下分批改造并完成系统割接。',
      needs: '按 GB 50174 B 级；割接窗口为周末夜间；提供回退方案。',
      items: [
        ['模块化 UPS 安装调试', 'set', 60000, 180000, 2],
        ['列间空调安装', 'unit', 38000, 65000, 6],
        ['系统割接', 'time', 8000, 20000, 4],
      ],
    },
    {
      title: '{}弱电智能化工程',
      content: '{} 新建园区综合布线、视频监控、门禁与会议系统的深化设计和实施。',
      needs: '符合 GB 50314；核心设备双链路；交付竣工图与运维手册。',
      items: [
        ['综合布线', 'point', 280, 420, 800],
        ['视频监控点位', 'point', 900, 1600, 160],
      ],
    },
    {
      title: '{}能耗在线监测系统实施',
      content: '为 {} 建设重点用能设备在线监测，接入省级平台并提供能耗分析报表。',
      needs: '采集周期 15 分钟；数据上传率不低于 98 %。',
      items: [
        ['智能电表与采集终端', 'unit', 600, 1100, 120],
        ['平台部署与接入', 'item', 30000, 80000, 1],
      ],
    },
  ],
  operation: [
    {
      title: '{}信息系统年度运维',
      content: '为 {} 业务系统、数据库与网络提供 7×24 小时运维保障，含巡检、备份与应急响应。',
      needs: '重大故障 2 小时恢复；每月提交巡检报告；每半年一次恢复演练。',
      items: [
        ['驻场运维工程师', 'month', 11000, 18000, 12],
        ['季度深度巡检', 'time', 6000, 12000, 4],
      ],
    },
    {
      title: '{}污水处理设备维保',
      content: '{} 污水站曝气、加药与在线监测设备的年度维护保养与备件更换。',
      needs: '每周巡检一次；出水水质稳定达标。',
      items: [
        ['设备维护保养', 'month', 5000, 12000, 12],
        ['在线监测仪表校准', 'time', 1500, 3500, 12],
      ],
    },
  ],
  consulting: [
    {
      title: '{}数字化转型规划咨询',
      content: '梳理 {} 业务流程与数据现状，编制三年数字化转型规划与投资估算。',
      needs: '访谈不少于 15 个岗位；成果包括现状诊断、蓝图与实施路线图。',
      items: [
        ['现状调研与诊断', 'person_day', 1800, 3000, 30],
        ['规划编制', 'person_day', 2000, 3500, 40],
      ],
    },
    {
      title: '{}环境影响评价咨询',
      content: '{} 拟扩建生产线，需要编制环境影响报告表并配合主管部门审查。',
      needs: '按现行导则编制；协助完成公众参与与专家评审。',
      items: [
        ['环境现状监测', 'point', 2000, 5000, 10],
        ['报告表编制', 'item', 40000, 120000, 1],
      ],
    },
    {
      title: '{}质量管理体系认证辅导',
      content: '辅导 {} 建立并运行 GB/T 19001 质量管理体系，直至取得认证证书。',
      needs: '包含内审员培训与一次模拟审核。',
      items: [
        ['体系文件编制辅导', 'person_day', 1500, 2500, 20],
        ['内审员培训', 'time', 5000, 12000, 2],
      ],
    },
  ],
  research: [
    {
      title: '{}智能巡检装置研发',
      content: '面向 {} 生产现场研发轮式智能巡检装置，完成样机、识别算法与现场试运行。',
      needs: '识别准确率不低于 95 %；样机连续运行 720 小时无故障。',
      items: [
        ['样机设计与试制', 'item', 180000, 520000, 1],
        ['识别算法开发', 'person_day', 2200, 3800, 90],
      ],
    },
    {
      title: '{}生产数据分析模型开发',
      content: '基于 {} 历史生产数据建立能耗与质量分析模型，并接入现有生产管理系统。',
      needs: '模型可解释；提供源代码与训练数据说明。',
      items: [
        ['数据治理', 'person_day', 1800, 3000, 25],
        ['模型开发与验证', 'person_day', 2500, 4200, 45],
      ],
    },
  ],
}

const sites = ['', '厂区', '新址', '总部园区', '一期', '二期', '分公司']

/** One customer wish: title, text, technical requirements and priced lines. */
export function requestOf(random: Seeded, service: string, customer: Company) {
  const work = random.pick(works[service] ?? [])
  const site = customer.short + random.pick(sites)
  const items = work.items
    .filter((_, i) => i === 0 || random.chance(0.7))
    .map(([item, unit, low, high, most]) => ({
      item,
      quantity: `${random.between(1, most)}.000`,
      unit,
      price: `${random.between(low, high)}.00`,
    }))
  return {
    title: work.title.replace('{}', site),
    content: work.content.replace('{}', customer.name),
    tech_requirements: work.needs,
    items,
  }
}

/** Kinds of service with how often they are asked for. */
export const services = [
  ['inspection', 34],
  ['implementation', 22],
  ['operation', 22],
  ['consulting', 14],
  ['research', 8],
] as const
