import { Button } from 'antd'
import { texts } from '#runtime/texts/index.ts'

/** What was done, and the way to take it back. */
export function UndoNotice({ text, onUndo }: { text: string; onUndo: () => void }) {
  return (
    <>
      {text}
      <Button type="link" size="small" onClick={onUndo}>
        {texts.actions.undo}
      </Button>
    </>
  )
}
