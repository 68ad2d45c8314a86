/** The tables in the database cannot be brought to what the definitions ask for. Nothing was changed. */
export class SchemaRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SchemaRefused'
  }
}
