import { budgets } from '#engine/budgets.ts'
import { ReadingStopped, stopAt, stopOverBudget } from '../expression_problem.ts'
import { dottedFunctions } from './dotted_functions.ts'
import { tokenize } from './tokenize.ts'
import type { ExpressionProblem } from '../compiled_expression.ts'
import type { BinaryOperator, Tree } from './tree.ts'
import type { Token } from './tokenize.ts'

/** As Excel binds: comparison weakest, then & , + -, * /, ^, then % and the unary minus. All from the left. */
const precedence: ReadonlyMap<string, number> = new Map(
  Object.entries({
    '=': 1,
    '<>': 1,
    '<': 1,
    '<=': 1,
    '>': 1,
    '>=': 1,
    '&': 2,
    '+': 3,
    '-': 3,
    '*': 4,
    '/': 4,
    '^': 5,
  })
)

/** Segments of a path: a prefix such as `old` and `parent`, the relations, the field. */
const pathSegments = budgets.pathRelations + 3

interface Reader {
  readonly tokens: readonly Token[]
  next: number
  nodes: number
  depth: number
}

/**
 * Reads an expression, leading `=` included, into its tree. Budgets of characters, nodes and
 * nesting hold before anything recurses, so hostile text is refused in constant stack.
 * Yields the first fault only: behind it nothing can be told with certainty.
 */
export function parse(source: string): { tree: Tree } | { problem: ExpressionProblem } {
  try {
    return { tree: readAll(source) }
  } catch (error) {
    if (error instanceof ReadingStopped) return { problem: error.problem }
    throw error
  }
}

function readAll(source: string): Tree {
  if (source.length > budgets.expressionCharacters) {
    const [is, most] = [source.length, budgets.expressionCharacters]
    stopOverBudget(most, {
      zh: `表达式有 ${is} 个字符，最多 ${most} 个`,
      en: `The expression has ${is} characters, at most ${most} are allowed`,
    })
  }
  if (!source.startsWith('=')) {
    stopAt(0, { zh: '表达式须以“=”开头', en: 'An expression begins with "="' })
  }
  const reader: Reader = { tokens: tokenize(source, 1), next: 0, nodes: 0, depth: 0 }
  const tree = readBinary(reader, 1)
  const rest = peek(reader)
  if (rest.kind !== 'end') stopAtToken(rest)
  return tree
}

function readBinary(reader: Reader, weakest: number): Tree {
  let left = readPercent(reader)
  for (;;) {
    const token = peek(reader)
    const strength = token.kind === 'symbol' ? precedence.get(token.text) : undefined
    if (strength === undefined || strength < weakest) return left
    take(reader)
    const right = readBinary(reader, strength + 1)
    const operator = token.text as BinaryOperator
    left = node(reader, { kind: 'binary', operator, left, right, at: token.at })
  }
}

function readPercent(reader: Reader): Tree {
  let operand = readUnary(reader)
  while (isSymbol(peek(reader), '%')) {
    operand = node(reader, { kind: 'percent', operand, at: take(reader).at })
  }
  return operand
}

function readUnary(reader: Reader): Tree {
  const token = peek(reader)
  if (!isSymbol(token, '-')) return readPrimary(reader)
  take(reader)
  const operand = nested(reader, token, () => readUnary(reader))
  return node(reader, { kind: 'negate', operand, at: token.at })
}

function readPrimary(reader: Reader): Tree {
  const token = take(reader)
  const { text, at } = token
  if (token.kind === 'number') return readNumber(reader, token)
  if (token.kind === 'text') return node(reader, { kind: 'text', text, at })
  if (token.kind === 'bracketed') return readPath(reader, token)
  if (token.kind === 'name') return readNamed(reader, token)
  if (isSymbol(token, '(')) {
    const inner = nested(reader, token, () => readBinary(reader, 1))
    expect(reader, ')')
    return inner
  }
  return stopAtToken(token)
}

function readNumber(reader: Reader, token: Token): Tree {
  const follower = peek(reader)
  const glued = follower.at === token.at + token.text.length && follower.kind === 'name'
  if (glued)
    stopAt(follower.at, {
      zh: '数字后面缺少运算符',
      en: 'An operator is missing behind the number',
    })
  return node(reader, { kind: 'number', digits: token.text, at: token.at })
}

function readNamed(reader: Reader, token: Token): Tree {
  if (isSymbol(peek(reader), '(')) return readCall(reader, token)
  const word = token.text.toUpperCase()
  if ((word === 'TRUE' || word === 'FALSE') && !isSymbol(peek(reader), '.')) {
    return node(reader, { kind: 'boolean', value: word === 'TRUE', at: token.at })
  }
  return readPath(reader, token)
}

function readPath(reader: Reader, first: Token): Tree {
  const path = [first.text]
  while (isSymbol(peek(reader), '.')) {
    take(reader)
    const segment = take(reader)
    const plain = segment.kind === 'name' && !segment.text.startsWith('$')
    if (!plain && segment.kind !== 'bracketed') {
      stopAt(segment.at, { zh: '“.”后面须是字段名', en: 'A field name belongs behind "."' })
    }
    path.push(segment.text)
  }
  if (path.length > pathSegments) {
    const written = path.join('.')
    stopOverBudget(first.at, {
      zh: `名称“${written}”最多经过 ${budgets.pathRelations} 个关联`,
      en: `The name "${written}" may follow at most ${budgets.pathRelations} relations`,
    })
  }
  const follower = peek(reader)
  if (isSymbol(follower, '(')) {
    const written = path.join('.')
    if (first.kind === 'name' && dottedFunctions.has(written.toUpperCase())) {
      return readCall(reader, { ...first, text: written })
    }
    stopAt(follower.at, {
      zh: `“${written}”不是函数，不能调用`,
      en: `"${written}" is not a function`,
    })
  }
  return node(reader, { kind: 'name', path, at: first.at })
}

function readCall(reader: Reader, name: Token): Tree {
  const opening = take(reader)
  const args: Tree[] = []
  if (isSymbol(peek(reader), ')')) {
    take(reader)
  } else {
    do {
      args.push(nested(reader, opening, () => readBinary(reader, 1)))
    } while (isSymbol(peek(reader), ',') && take(reader))
    expect(reader, ')')
  }
  return node(reader, { kind: 'call', name: name.text, args, at: name.at })
}

/** Counts nesting, not the length of a chain: `a+b+c+…` is flat for whoever writes it. */
function nested(reader: Reader, from: Token, read: () => Tree): Tree {
  reader.depth += 1
  if (reader.depth > budgets.expressionDepth) {
    const most = budgets.expressionDepth
    stopOverBudget(from.at, {
      zh: `表达式嵌套超过 ${most} 层`,
      en: `The expression is nested deeper than ${most} levels`,
    })
  }
  const tree = read()
  reader.depth -= 1
  return tree
}

function node(reader: Reader, tree: Tree): Tree {
  reader.nodes += 1
  if (reader.nodes > budgets.expressionNodes) {
    const most = budgets.expressionNodes
    stopOverBudget(tree.at, {
      zh: `表达式的运算、名称与常量超过 ${most} 个`,
      en: `The expression has more than ${most} nodes`,
    })
  }
  return tree
}

function peek(reader: Reader): Token {
  return reader.tokens[reader.next]!
}

/** The final `end` token is never passed. */
function take(reader: Reader): Token {
  const token = peek(reader)
  if (token.kind !== 'end') reader.next += 1
  return token
}

function expect(reader: Reader, sign: string): void {
  const token = take(reader)
  if (isSymbol(token, sign)) return
  if (token.kind === 'end') stopAt(token.at, { zh: `缺少“${sign}”`, en: `"${sign}" is missing` })
  stopAtToken(token)
}

function isSymbol(token: Token, sign: string): boolean {
  return token.kind === 'symbol' && token.text === sign
}

function stopAtToken(token: Token): never {
  if (token.kind === 'end') {
    stopAt(token.at, {
      zh: '表达式在此结束，缺少一个值',
      en: 'The expression ends where a value is expected',
    })
  }
  stopAt(token.at, { zh: `此处不应出现“${token.text}”`, en: `Unexpected "${token.text}"` })
}
