import { ArrowUpOutlined } from '@ant-design/icons'
import { texts } from '#runtime/texts/index.ts'

/** Offers the rows that came meanwhile; they are shown when somebody asks for them. */
export function NewRows({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div className="gj-new-rows" role="status">
      {count > 0 && (
        <button type="button" onClick={onShow}>
          <ArrowUpOutlined aria-hidden />
          {texts.live.arrived(count)}
        </button>
      )}
    </div>
  )
}
