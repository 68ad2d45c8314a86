import { useEffect, useRef } from 'react'
import { EditorContent, useEditor } from '@tiptap/react'
import { StarterKit } from '@tiptap/starter-kit'
import { Toolbar } from './Toolbar.tsx'
import type { InputProps } from '../field_face.ts'

/** Marks and blocks that the server keeps, and no others. */
const extensions = [
  StarterKit.configure({
    heading: { levels: [1, 2, 3, 4] },
    link: { openOnClick: false, protocols: ['http', 'https', 'mailto', 'tel'] },
  }),
]

/** A small editor of formatted text: what it makes is what the server keeps. */
export default function RichtextEditor(props: InputProps) {
  const { value, disabled = false, field } = props
  const isCell = props.variant === 'cell'
  const html = typeof value === 'string' ? value : ''
  const latest = useRef(props)
  const told = useRef(html)
  useEffect(() => {
    latest.current = props
  })
  const editor = useEditor({
    extensions,
    content: html,
    editable: !disabled,
    autofocus: props.autoFocus ? 'end' : false,
    editorProps: {
      attributes: {
        ...(props.id ? { id: props.id } : {}),
        'role': 'textbox',
        'aria-multiline': 'true',
        'aria-label': field.title,
        'class': 'gj-richtext gj-richtext-area',
      },
    },
    onUpdate({ editor: changed }) {
      told.current = changed.isEmpty ? '' : changed.getHTML()
      latest.current.onChange(told.current || null)
    },
    onBlur: () => latest.current.onBlur?.(),
  })
  useEffect(() => {
    if (!editor || html === told.current) return
    // The value came from elsewhere: an undo, a fresh copy of the record.
    told.current = html
    editor.commands.setContent(html, { emitUpdate: false })
  }, [editor, html])
  useEffect(() => void editor?.setEditable(!disabled), [editor, disabled])
  const state = [props.invalid && 'gj-richtext-invalid', isCell && 'gj-richtext-cell']
  return (
    <div className={['gj-richtext-editor', ...state].filter(Boolean).join(' ')}>
      {!isCell && editor && <Toolbar editor={editor} disabled={disabled} />}
      <EditorContent editor={editor} />
    </div>
  )
}
