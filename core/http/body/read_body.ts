import type { IncomingMessage } from 'node:http'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { budgets } from '#engine/budgets.ts'
import { inTurns } from '#engine/steps.ts'
import { letOthersIn } from '#core/storage/index.ts'
import { bodyForbiddenKey, bodyTooDeep } from '#core/records/errors.ts'
import {
  bodyDuplicateKey,
  bodyInvalid,
  bodyMalformed,
  bodyNumberUnsafe,
  bodyTooLarge,
  bodyUnexpected,
  bodyUnsupportedType,
} from '../errors.ts'
import { scanSteps } from './scan_json.ts'
import type { JsonFinding } from './scan_json.ts'

/** Whether a route takes a body: never, if it likes, or always. */
export type BodyRule = 'none' | 'optional' | 'json' | 'multipart'

/**
 * Reads the JSON body of a request: JSON in UTF-8 only, at most 2 MB, looked over as raw text
 * before it is parsed. Nothing else is parsed here: no forms, no method override; `multipart` is left
 * to read_uploads.ts.
 *
 * @returns the parsed value; undefined when there is none and the route does not need one
 * @throws E_BODY_UNSUPPORTED_TYPE (415), E_BODY_TOO_LARGE (413), E_BODY_MALFORMED,
 *   E_BODY_TOO_DEEP, E_BODY_FORBIDDEN_KEY, E_BODY_DUPLICATE_KEY, E_BODY_NUMBER_UNSAFE (400)
 */
export async function readBody(request: IncomingMessage, rule: BodyRule): Promise<unknown> {
  const declared = request.headers['content-length']
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(declared ?? 0) > 0
  if (!hasBody) {
    if (rule === 'none' || rule === 'optional') return undefined
    throw new Refusal(
      bodyInvalid({ key: '', keyword: 'required', zh: '请求须带内容', en: 'a body is required' })
    )
  }
  // The controller reads it as it comes.
  if (rule === 'multipart') return undefined
  if (rule === 'none') throw new Refusal(bodyUnexpected({}))
  checkType(request)
  return parseBody(await readBytes(request))
}

/**
 * Parses the text of a body, letting other requests in while it is looked over.
 *
 * @throws as readBody
 */
export async function parseBody(bytes: Uint8Array): Promise<unknown> {
  const text = decode(bytes)
  const findings = await inTurns(scanSteps(text, budgets.bodyDepth), letOthersIn)
  if (findings.length > 0) throw new Refusal(findings.map(faultOf))
  return JSON.parse(text)
}

function checkType(request: IncomingMessage): void {
  const type = request.headers['content-type'] ?? null
  const isJson = type !== null && jsonType.test(type)
  if (!isJson || (request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new Refusal(bodyUnsupportedType({ type: type?.slice(0, 100) ?? null }))
  }
}

const jsonType = /^application\/(?:merge-patch\+)?json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i

/** Bytes of a body that is too large which are still taken off the line, and for how long. */
const mostDrained = 128 * 1024 * 1024
const drainFor = 5_000

/**
 * A body that is too large is read to its end, within bounds, and thrown away: a client that is
 * still sending when the connection closes never gets to read why.
 */
async function readBytes(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  const started = Date.now()
  let length = 0
  // Leaving the loop must not end the connection: the answer goes over it.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= budgets.bodyBytes) chunks.push(chunk)
    else if (length > mostDrained || Date.now() - started > drainFor) break
    else chunks.length = 0
  }
  if (length > budgets.bodyBytes) throw tooLarge()
  return Buffer.concat(chunks)
}

function tooLarge(): Refusal {
  return new Refusal(bodyTooLarge({ bytes: budgets.bodyBytes }))
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Refusal(bodyMalformed({ at: 0 }))
  }
}

function faultOf(finding: JsonFinding): Fault {
  switch (finding.kind) {
    case 'malformed':
      return bodyMalformed({ at: finding.at })
    case 'too_deep':
      return bodyTooDeep({ depth: budgets.bodyDepth })
    case 'forbidden_key':
      return bodyForbiddenKey({ key: finding.key }, finding.pointer)
    case 'duplicate_key':
      return bodyDuplicateKey({ key: finding.key }, finding.pointer)
    case 'unsafe_number':
      return bodyNumberUnsafe({ number: finding.text }, finding.pointer)
  }
}
