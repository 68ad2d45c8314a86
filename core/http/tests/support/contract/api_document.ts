/** openapi.json as a contract: every call that is made through it is held to it, both ways. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import type { Client, Reply } from '../../../../../tests/harness/server.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the document is what is looked at
type Json = any

export interface Ask {
  /** `POST /api/v1/records/library.book/{id}/assign`, as the document writes it. */
  readonly operation: string
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly raw?: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  /** The status; by default the one that the document tells of an operation that is done. */
  readonly status?: number
}

const formats: Readonly<Record<string, RegExp | true>> = {
  'uuid': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'date': /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  'binary': true,
}

export class ApiDocument {
  readonly document: Json
  /** Operations that were done, not refused. */
  readonly done = new Set<string>()
  readonly faults: string[] = []
  readonly #ajv = new Ajv2020({ allErrors: true, strict: false, formats })
  readonly #compiled = new Map<string, ValidateFunction>()

  constructor(document: Json) {
    this.document = document
    this.#ajv.addSchema({ ...document, $id: 'api' })
  }

  operations(): string[] {
    return Object.entries(this.document.paths as Record<string, object>).flatMap(
      ([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
    )
  }

  at(operation: string): Json {
    const [method = '', path = ''] = operation.split(' ')
    return this.document.paths[path]?.[method.toLowerCase()]
  }

  /** Sends a request and holds it and its answer to the document; what differs is a fault. */
  async call(client: Client, ask: Ask): Promise<Reply> {
    const told = this.at(ask.operation)
    if (!told) throw new Error(`the document has no ${ask.operation}`)
    const [method = '', path = ''] = ask.operation.split(' ')
    const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ask.params?.[name] ?? name)
    const query = new URLSearchParams(ask.query).toString()
    this.#checkRequest(ask, told)
    const { body, raw, headers = {} } = ask
    const reply = await client.send(method, query ? `${url}?${query}` : url, {
      ...(body === undefined ? {} : { body }),
      ...(raw === undefined ? {} : { raw }),
      headers,
    })
    this.#checkReply(ask, told, reply)
    return reply
  }

  #checkRequest({ operation, body, query = {}, headers = {} }: Ask, told: Json): void {
    for (const name of Object.keys(query)) {
      const parameter = told.parameters.find((one: Json) => one.in === 'query' && one.name === name)
      if (!parameter) this.#fault(operation, `the parameter ${name} is not told`)
    }
    for (const one of told.parameters.filter((p: Json) => p.in === 'header' && p.required)) {
      if (!headers[one.name]) this.#fault(operation, `the header ${one.name} is missing`)
    }
    if (body === undefined) return
    const at = `${this.#pointer(operation)}/requestBody/content/application~1json/schema`
    this.#check(operation, at, body, 'request')
  }

  #checkReply({ operation, status }: Ask, told: Json, reply: Reply): void {
    const expected = status ?? Number(Object.keys(told.responses).find((key) => /^\d+$/.test(key)))
    if (reply.status !== expected) {
      this.#fault(operation, `${reply.status} instead of ${expected}: ${reply.text.slice(0, 500)}`)
    }
    const key = told.responses[reply.status] ? String(reply.status) : `${String(reply.status)[0]}XX`
    const response = told.responses[key]
    if (!response) return this.#fault(operation, `the status ${reply.status} is not told`)
    if (reply.status < 400) this.done.add(operation)
    const [media] = Object.keys(response.content ?? {})
    if (!media) {
      if (reply.text !== '') this.#fault(operation, 'answers something where nothing is told')
      return
    }
    const type = reply.headers.get('content-type')?.split(';')[0]
    if (media !== '*/*' && type !== media) this.#fault(operation, `answers ${type}, not ${media}`)
    const at = `${this.#pointer(operation)}/responses/${key}/content/${escaped(media)}/schema`
    const isJson = media === 'application/json'
    this.#check(operation, at, isJson ? reply.json : reply.text, 'answer')
  }

  #pointer(operation: string): string {
    const [method = '', path = ''] = operation.split(' ')
    return `/paths/${escaped(path)}/${method.toLowerCase()}`
  }

  #check(operation: string, pointer: string, value: unknown, what: string): void {
    const validate = this.validator(pointer)
    if (validate(value)) return
    const told = (validate.errors ?? []).slice(0, 4).map((error) => {
      return `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`
    })
    this.#fault(operation, `${what}: ${told.join('; ')} in ${JSON.stringify(value).slice(0, 600)}`)
  }

  validator(pointer: string): ValidateFunction {
    const known = this.#compiled.get(pointer)
    if (known) return known
    // Braces of paths are written otherwise in a URI.
    const made = this.#ajv.compile({ $ref: `api#${encodeURI(pointer)}` })
    this.#compiled.set(pointer, made)
    return made
  }

  #fault(operation: string, text: string): void {
    this.faults.push(`${operation}: ${text}`)
  }
}

function escaped(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1')
}
