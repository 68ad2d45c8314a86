import { useRef, useState } from 'react'
import { Button } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { HeldRow, UploadRow } from '../held_files/UploadRows.tsx'
import { useUploads } from '../held_files/use_uploads.ts'
import { linksOf } from '../link_value.ts'
import type { PointerEvent } from 'react'
import type { InputProps } from '../field_face.ts'

const t = texts.files
const size = { width: 480, height: 160 }

/** A signature drawn with mouse, pen or finger; kept as a PNG with nothing behind the ink. */
export function SignatureInput({ field, value, onChange, disabled, id, invalid }: InputProps) {
  const [signed] = linksOf(value)
  const { uploads, start, end } = useUploads(field, (file) => onChange([file]))
  return (
    <div id={id} className="gj-upload" role="group" aria-label={field.title} data-invalid={invalid}>
      {signed && (
        <ul className="gj-files">
          <HeldRow file={signed} onUp={null} onRemove={disabled ? null : () => onChange(null)} />
        </ul>
      )}
      {uploads.map((upload) => (
        <ul className="gj-files" key={upload.key}>
          <UploadRow
            upload={upload}
            onEnd={() => end(upload)}
            onRetry={() => {
              end(upload)
              void start(upload.file)
            }}
          />
        </ul>
      ))}
      {!signed && !disabled && uploads.length === 0 && (
        <Pad onSigned={(file) => void start(file)} />
      )}
    </div>
  )
}

function Pad({ onSigned }: { onSigned: (file: File) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [drawn, setDrawn] = useState(false)
  const pen = () => canvas.current?.getContext('2d') ?? null
  const clear = () => {
    pen()?.clearRect(0, 0, size.width, size.height)
    setDrawn(false)
  }
  const use = () =>
    canvas.current?.toBlob((blob) => {
      if (blob) onSigned(new File([blob], `${t.signature}.png`, { type: 'image/png' }))
    }, 'image/png')
  return (
    <div className="gj-sign">
      <canvas
        ref={canvas}
        {...size}
        aria-label={t.sign}
        role="img"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          begin(pen(), event)
          setDrawn(true)
        }}
        onPointerMove={(event) => event.buttons > 0 && stroke(pen(), event)}
      />
      {!drawn && <span className="gj-sign-hint">{t.sign}</span>}
      <div className="gj-upload-choose">
        <Button size="small" disabled={!drawn} onClick={clear}>
          {t.clearSignature}
        </Button>
        <Button size="small" type="primary" disabled={!drawn} onClick={use}>
          {t.useSignature}
        </Button>
      </div>
    </div>
  )
}

type Pen = CanvasRenderingContext2D | null
type Press = PointerEvent<HTMLCanvasElement>

/** Where the pointer is, in pixels of the canvas, which is shown at any size. */
function placeOf({ clientX, clientY, currentTarget }: Press): [number, number] {
  const box = currentTarget.getBoundingClientRect()
  const x = ((clientX - box.left) / box.width) * size.width
  return [x, ((clientY - box.top) / box.height) * size.height]
}

function begin(pen: Pen, event: Press): void {
  if (!pen) return
  pen.lineWidth = 3
  pen.lineCap = pen.lineJoin = 'round'
  pen.beginPath()
  pen.moveTo(...placeOf(event))
  stroke(pen, event)
}

function stroke(pen: Pen, event: Press): void {
  pen?.lineTo(...placeOf(event))
  pen?.stroke()
}
