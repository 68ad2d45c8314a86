import { defineConfig, drivers } from '@adonisjs/core/encryption'
import type { Keys } from '#core/start/keys.ts'

export function encryptionConfig(keys: Keys) {
  return defineConfig({
    default: 'gcm',
    list: { gcm: drivers.aes256gcm({ id: 'gcm', keys: [keys.app] }) },
  })
}
