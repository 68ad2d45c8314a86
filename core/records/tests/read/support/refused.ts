import { Refusal } from '#engine/errors.ts'

/** What a story refused with, as the API would show it; fails when it did not. */
export async function refusedWith(work: Promise<unknown>): Promise<{
  status: number
  codes: string[]
  texts: string[]
  /** All of the answer, as bytes would go out. */
  body: string
}> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const shown = error.faults.map(({ message, ...fault }) => ({
      ...fault,
      message: message('zh-CN'),
    }))
    return {
      status: error.status,
      codes: error.faults.map((fault) => fault.code),
      texts: error.faults.map((fault) => fault.message('zh-CN')),
      body: JSON.stringify(shown),
    }
  }
  throw new Error('nothing was refused')
}
