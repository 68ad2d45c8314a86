/** Characters as sorted, disjoint ranges of UTF-16 units, ends included: what a class of a pattern may be. */
export type CharacterSet = readonly (readonly [number, number])[]

const last = 0xffff

export const anyCharacter: CharacterSet = [[0, last]]
export const digits: CharacterSet = [[0x30, 0x39]]
export const wordCharacters: CharacterSet = union(digits, [
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
])
export const spaces: CharacterSet = union(
  [
    [0x09, 0x0d],
    [0x20, 0x20],
    [0xa0, 0xa0],
    [0x1680, 0x1680],
    [0x2000, 0x200a],
  ],
  [
    [0x2028, 0x2029],
    [0x202f, 0x202f],
    [0x205f, 0x205f],
    [0x3000, 0x3000],
    [0xfeff, 0xfeff],
  ]
)
const lineEnds: CharacterSet = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]
/** What `.` stands for. */
export const notLineEnd: CharacterSet = complement(lineEnds)

export function oneCharacter(unit: number): CharacterSet {
  return [[unit, unit]]
}

export function union(a: CharacterSet, b: CharacterSet): CharacterSet {
  const sorted = [...a, ...b].sort((x, y) => x[0] - y[0])
  const merged: [number, number][] = []
  for (const [from, to] of sorted) {
    const before = merged.at(-1)
    if (before && from <= before[1] + 1) before[1] = Math.max(before[1], to)
    else merged.push([from, to])
  }
  return merged
}

export function complement(set: CharacterSet): CharacterSet {
  const gaps: [number, number][] = []
  let next = 0
  for (const [from, to] of set) {
    if (from > next) gaps.push([next, from - 1])
    next = to + 1
  }
  if (next <= last) gaps.push([next, last])
  return gaps
}

export function intersection(a: CharacterSet, b: CharacterSet): CharacterSet {
  return a.flatMap(([from, to]) =>
    b.flatMap(([start, end]): [number, number][] => {
      const [low, high] = [Math.max(from, start), Math.min(to, end)]
      return low <= high ? [[low, high]] : []
    })
  )
}

export function overlaps(a: CharacterSet, b: CharacterSet): boolean {
  return intersection(a, b).length > 0
}
