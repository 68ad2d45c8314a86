/** What is asked of a large list: three conditions and an order each, other values each time. */
export interface Question {
  title: string
  parameters(): Record<string, string>
}

const fields = 'code,title,status,priority,amount,due_on,created_at,customer'
const states = ['open', 'doing', 'done', 'archived']

function one<T>(of: readonly T[]): T {
  return of[Math.floor(Math.random() * of.length)]!
}

function list(filter: object, sort: string): Record<string, string> {
  return { filter: JSON.stringify(filter), sort, limit: '20', fields }
}

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
}

/** `customers` are ids to choose from. */
export function questionsAbout(customers: readonly string[]): Question[] {
  return [
    {
      title: 'status, priority and amount; newest first',
      parameters() {
        const least = Math.floor(Math.random() * 90_000)
        const amount = { between: [`${least}.00`, `${least + 10_000}.00`] }
        return list({ status: one(states), priority: { gte: 3 }, amount }, '-created_at')
      },
    },
    {
      title: 'customer, status and priority; dearest first',
      parameters: () =>
        list({ customer: one(customers), status: one(states), priority: { lte: 3 } }, '-amount'),
    },
    {
      title: 'status, due within a month, city of the customer; newest first',
      parameters() {
        const from = Math.floor(Math.random() * 300)
        const due = { between: [dayBefore(from + 30), dayBefore(from)] }
        const city = `City ${1 + Math.floor(Math.random() * 50)}`
        return list({ 'status': one(states), 'due_on': due, 'customer.city': city }, '-created_at')
      },
    },
  ]
}
