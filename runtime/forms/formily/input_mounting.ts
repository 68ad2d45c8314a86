/** Forms of as many fields are made at once: nobody waits for them. */
const small = 40
/** Of larger ones, the first inputs to be made: what the first screen shows. */
const first = 24
/** How near to the window a field comes before its input is made, in pixels. */
const near = '600px 0px'
/** Not every browser tells of idle moments; there, a pause between two inputs lets others have a turn. */
const whenIdle: (act: (moment: Pick<IdleDeadline, 'timeRemaining'>) => void) => number =
  globalThis.requestIdleCallback ??
  ((act) => Number(setTimeout(act, 30, { timeRemaining: () => Infinity })))
const notWhenIdle: (turn: number) => void = globalThis.cancelIdleCallback ?? clearTimeout

/** What must be left of an idle moment for another input, in milliseconds. */
const leastLeft = 6

/**
 * Which inputs of a large form are made already. An input costs some ten milliseconds; its field (its
 * value, its check, what depends on it) is there from the start, so nothing but the input waits. The
 * first ones are made at once, one that comes near the window or is asked for next, all others in
 * idle moments; and whoever prints gets all of them.
 */
export class InputMounting {
  readonly #waiting: Map<string, Set<() => void>>
  readonly #names = new WeakMap<Element, string>()
  #observer: IntersectionObserver | null = null
  #idle = 0

  constructor(names: readonly string[]) {
    const later = names.length > small ? names.slice(first) : []
    this.#waiting = new Map(later.map((name) => [name, new Set()]))
  }

  isMounted(name: string): boolean {
    return !this.#waiting.has(name)
  }

  mount(name: string): void {
    const told = this.#waiting.get(name)
    this.#waiting.delete(name)
    told?.forEach((tell) => tell())
  }

  /** Told once the input is to be made. @returns how to listen no more */
  listen(name: string, tell: () => void): () => void {
    this.#waiting.get(name)?.add(tell)
    return () => this.#waiting.get(name)?.delete(tell)
  }

  /** Makes the input when this stand-in of it comes near the window. @returns how to stop */
  watch(name: string, element: Element): () => void {
    this.#observer ??= new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          const seen = this.#names.get(target)
          if (isIntersecting && seen !== undefined) this.mount(seen)
        }
      },
      { rootMargin: near }
    )
    this.#names.set(element, name)
    this.#observer.observe(element)
    return () => this.#observer?.unobserve(element)
  }

  /** Makes what is left, in idle moments and before the page is printed. @returns how to stop */
  begin(): () => void {
    if (this.#waiting.size === 0) return () => undefined
    const all = () => [...this.#waiting.keys()].forEach((name) => this.mount(name))
    const some = (moment: Pick<IdleDeadline, 'timeRemaining'>) => {
      // One at a time: each is made before the next one is told, or all of them were one long task.
      const [next] = this.#waiting.keys()
      if (next !== undefined && moment.timeRemaining() > leastLeft) this.mount(next)
      if (this.#waiting.size > 0) this.#idle = whenIdle(some)
    }
    addEventListener('beforeprint', all)
    this.#idle = whenIdle(some)
    return () => {
      removeEventListener('beforeprint', all)
      notWhenIdle(this.#idle)
      this.#observer?.disconnect()
      this.#observer = null
    }
  }
}
