import { lazy, Suspense } from 'react'
import { Skeleton } from 'antd'
import type { InputProps } from '../field_face.ts'

/** The editor is a chunk of its own: forms without formatted text never load it. */
const RichtextEditor = lazy(() => import('./RichtextEditor.tsx'))

export function RichtextInput(props: InputProps) {
  return (
    <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 3 }} />}>
      <RichtextEditor {...props} />
    </Suspense>
  )
}
