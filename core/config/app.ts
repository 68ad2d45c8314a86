import type { IncomingMessage, ServerResponse } from 'node:http'
import { defineConfig } from '@adonisjs/core/http'
import { addressMalformed } from '#core/http/errors.ts'
import { errorEnvelope } from '#core/http/index.ts'
import type { Environment } from '#core/start/env.ts'
import { proxyTrust } from '#core/start/proxy_trust.ts'

export function appConfig(environment: Environment) {
  return {
    http: defineConfig({
      generateRequestId: true,
      // A form field must not turn a POST into a DELETE.
      allowMethodSpoofing: false,
      // Our own code asks core/http/request/connection.ts, which follows the same list.
      trustProxy: proxyTrust(environment.trustProxy),
      onBadUrl: refuseAddress,
    }),
    nodeEnvironment: environment.production ? 'production' : 'development',
  }
}

function refuseAddress(request: IncomingMessage, response: ServerResponse): void {
  const requestId = String(request.headers['x-request-id'] ?? '')
  response.writeHead(400, { 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(errorEnvelope([addressMalformed({})], 'zh-CN', requestId)))
}
