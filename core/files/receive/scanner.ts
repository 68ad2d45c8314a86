import { open } from 'node:fs/promises'

/** Looks for malware in a file before it is kept. */
export interface Scanner {
  /** Name of what was found; null when nothing was. Rejects when it cannot tell: then nothing is kept. */
  scan(path: string): Promise<string | null>
}

/** In two parts, so that no scanner takes this file for the one it speaks of. */
const signature = [
  'X5O!P%@AP[4\\PZX54(P^)7CC)7}$',
  'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*',
].join('')

/**
 * Knows the test file of EICAR and nothing else: it shows that the seam works and is no protection
 * against real malware. That takes a scanner of one's own behind `Scanner`.
 */
export const eicarScanner: Scanner = {
  async scan(path) {
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0)
      return buffer.subarray(0, bytesRead).includes(signature) ? 'EICAR-Test-File' : null
    } finally {
      await file.close()
    }
  },
}
