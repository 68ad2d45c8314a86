import { Exception } from '@adonisjs/core/exceptions'

/** One thing that is wrong with a request. */
export interface Fault {
  code: string
  message: string
  path?: string
}

/** A request that is answered with 4xx. */
export class Refused extends Exception {
  readonly faults: readonly Fault[]
  constructor(status: number, faults: readonly Fault[]) {
    super(faults.map((fault) => fault.message).join('; '), { status })
    this.faults = faults
  }
}

export function refuse(status: number, code: string, message: string): Refused {
  return new Refused(status, [{ code, message }])
}
