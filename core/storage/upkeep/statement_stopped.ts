/** A statement was ended by somebody who needs its table, or because its process stops. */
export class StatementStopped extends Error {
  override readonly name = 'StatementStopped'
  constructor() {
    super('the statement was stopped before it was done')
  }
}
