import { valueError } from '../../evaluate/error_value.ts'
import { unifyAll } from '../../type_rules.ts'
import { given } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import type { Arguments } from '../arguments.ts'
import type { FunctionEntry } from '../function_entry.ts'

/** 选取与环境. */
export const choiceByPlaceFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'CHOOSE',
    title: '选择',
    about: '后面各值中的第几个，其余的不计算；超出范围为 #VALUE!',
    parameters: [given('number', '第几个')],
    repeated: [given('later', '值')],
    result: ([, ...values]) => unifyAll(values),
    body: ([nth], _, { rest }) => {
      const chosen = rest[nth.trunc().toNumber() - 1] as Arguments['later'] | undefined
      return chosen ? chosen() : valueError
    },
  }),
  declareFunction({
    name: 'USER',
    title: '当前用户',
    about: '当前操作者的标识，与 $me 相同',
    parameters: [],
    result: 'text',
    reads: '$me',
    body: (_, { context }) => context.me,
  }),
]
