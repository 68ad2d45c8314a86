import { useState } from 'react'
import {
  BoldOutlined,
  ItalicOutlined,
  LinkOutlined,
  OrderedListOutlined,
  RedoOutlined,
  StrikethroughOutlined,
  UnderlineOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import { Button, Input, Popover } from 'antd'
import { useEditorState } from '@tiptap/react'
import type { Editor } from '@tiptap/react'
import { texts } from '#runtime/texts/index.ts'

interface ToolbarProps {
  editor: Editor
  disabled: boolean
}

/** What can be done with the chosen text; what is on there is pressed. */
export function Toolbar({ editor, disabled }: ToolbarProps) {
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      ...{ bold: now.isActive('bold'), italic: now.isActive('italic') },
      ...{ underline: now.isActive('underline'), strike: now.isActive('strike') },
      ...{ heading: now.isActive('heading'), quote: now.isActive('blockquote') },
      ...{ bullets: now.isActive('bulletList'), numbers: now.isActive('orderedList') },
      ...{ link: now.isActive('link'), undo: now.can().undo(), redo: now.can().redo() },
    }),
  })
  const t = texts.fields.richtext
  const chain = () => editor.chain().focus()
  const tools = [
    [t.bold, <BoldOutlined key="i" />, on.bold, () => chain().toggleBold().run()],
    [t.italic, <ItalicOutlined key="i" />, on.italic, () => chain().toggleItalic().run()],
    [
      t.underline,
      <UnderlineOutlined key="i" />,
      on.underline,
      () => chain().toggleUnderline().run(),
    ],
    [t.strike, <StrikethroughOutlined key="i" />, on.strike, () => chain().toggleStrike().run()],
    [t.heading, 'H', on.heading, () => chain().toggleHeading({ level: 3 }).run()],
    [
      t.bullets,
      <UnorderedListOutlined key="i" />,
      on.bullets,
      () => chain().toggleBulletList().run(),
    ],
    [
      t.numbers,
      <OrderedListOutlined key="i" />,
      on.numbers,
      () => chain().toggleOrderedList().run(),
    ],
    [t.quote, '“', on.quote, () => chain().toggleBlockquote().run()],
  ] as const
  return (
    <div className="gj-richtext-tools" role="toolbar" aria-label={t.tools}>
      {tools.map(([label, icon, pressed, act]) => (
        <Tool key={label} {...{ label, icon, pressed, act, disabled }} />
      ))}
      <LinkTool editor={editor} pressed={on.link} disabled={disabled} />
      <span className="gj-richtext-gap" />
      <Tool
        {...{ label: t.undo, icon: <UndoOutlined />, disabled: disabled || !on.undo }}
        act={() => chain().undo().run()}
      />
      <Tool
        {...{ label: t.redo, icon: <RedoOutlined />, disabled: disabled || !on.redo }}
        act={() => chain().redo().run()}
      />
    </div>
  )
}

interface ToolProps {
  label: string
  icon: React.ReactNode
  pressed?: boolean
  disabled: boolean
  act: () => void
}

function Tool({ label, icon, pressed, disabled, act }: ToolProps) {
  return (
    <Button
      type={pressed ? 'primary' : 'text'}
      size="small"
      icon={typeof icon === 'string' ? <b>{icon}</b> : icon}
      aria-label={label}
      title={label}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      disabled={disabled}
      // The text keeps its selection.
      onMouseDown={(event) => event.preventDefault()}
      onClick={act}
    />
  )
}

/** The address of a link is asked for; a blank one takes the link away. */
function LinkTool({ editor, pressed, disabled }: ToolbarProps & { pressed: boolean }) {
  const [open, setOpen] = useState(false)
  const [address, setAddress] = useState('')
  const t = texts.fields.richtext
  const begin = (next: boolean) => {
    if (next) setAddress(String(editor.getAttributes('link').href ?? ''))
    setOpen(next)
  }
  const take = () => {
    const chain = editor.chain().focus().extendMarkRange('link')
    const href = address.trim()
    if (href === '') chain.unsetLink().run()
    else chain.setLink({ href: /^[a-z]+:/i.test(href) ? href : `https://${href}` }).run()
    setOpen(false)
  }
  const content = (
    <Input.Search
      value={address}
      placeholder="https://"
      enterButton={texts.actions.confirm}
      aria-label={t.link}
      onChange={(event) => setAddress(event.target.value)}
      onSearch={take}
    />
  )
  return (
    <Popover open={open} onOpenChange={begin} trigger="click" content={content}>
      <Button
        type={pressed ? 'primary' : 'text'}
        size="small"
        icon={<LinkOutlined />}
        aria-label={t.link}
        title={t.link}
        aria-pressed={pressed}
        disabled={disabled}
      />
    </Popover>
  )
}
