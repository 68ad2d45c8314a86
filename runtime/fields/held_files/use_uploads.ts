import { useEffect, useRef, useState } from 'react'
import { sizeText } from '#engine/fields/held_files.ts'
import { ApiError } from '#runtime/client/api_error.ts'
import { uploadFile } from '#runtime/client/uploads.ts'
import { texts } from '#runtime/texts/index.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FileLink } from '#runtime/client/uploads.ts'

/** A file on its way, or one that did not get there. */
export interface Upload {
  key: number
  file: File
  /** 0 to 1. */
  share: number
  /** Why it failed; null while it runs. */
  fault: string | null
  controller: AbortController
}

let lastKey = 0

/** Uploads of one input: each runs by itself, tells how far it is, and can be ended. */
export function useUploads(field: RuntimeField, onDone: (file: FileLink) => void) {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const done = useRef(onDone)
  const running = useRef(new Set<AbortController>())
  done.current = onDone
  useEffect(() => {
    const controllers = running.current
    return () => controllers.forEach((controller) => controller.abort())
  }, [])

  const change = (key: number, next: Partial<Upload> | null) =>
    setUploads((all) =>
      all.flatMap((one) => (one.key !== key ? [one] : next ? [{ ...one, ...next }] : []))
    )

  const start = async (file: File) => {
    const controller = new AbortController()
    const key = ++lastKey
    const fault = faultOf(field, file)
    setUploads((all) => [...all, { key, file, share: 0, fault, controller }])
    if (fault !== null) return
    running.current.add(controller)
    try {
      const made = await uploadFile({
        ...{ file, entity: field.entity, field: field.key, signal: controller.signal },
        onProgress: (share) => change(key, { share }),
      })
      change(key, null)
      done.current(made)
    } catch (error) {
      if (controller.signal.aborted) change(key, null)
      else change(key, { fault: error instanceof ApiError ? error.message : texts.files.failed })
    } finally {
      running.current.delete(controller)
    }
  }

  const end = ({ key, controller }: Upload) => {
    controller.abort()
    change(key, null)
  }
  return { uploads, start, end }
}

/** What the server would refuse, told before a byte is sent. */
function faultOf({ files }: RuntimeField, file: File): string | null {
  if (files && file.size > files.bytes) return texts.files.tooLarge(sizeText(files.bytes))
  const accepts = files?.accepts
  if (!accepts || file.type === '') return null
  const fits = accepts.some((one) =>
    one.endsWith('/*') ? file.type.startsWith(one.slice(0, -1)) : file.type === one
  )
  return fits ? null : texts.files.wrongType
}
