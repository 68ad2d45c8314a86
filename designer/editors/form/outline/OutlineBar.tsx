import { Button, Tooltip } from 'antd'
import {
  AppstoreOutlined,
  ArrowDownOutlined,
  ArrowUpOutlined,
  BlockOutlined,
  ColumnWidthOutlined,
  DeleteOutlined,
  DisconnectOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
} from '@ant-design/icons'
import type { DesignDefinition } from '#designer/document/index.ts'
import { removeNodes, unwrapNode, wrapNodes } from '../nodes/node_commands.ts'
import { texts } from '../texts.ts'
import { moveChosen } from './outline_keys.ts'
import type { OutlineState } from './outline_state.ts'

/** What can be done with the chosen nodes, for those who do not know the keys. */
export function OutlineBar({ form, outline }: { form: DesignDefinition; outline: OutlineState }) {
  const { chosen, selected } = outline
  const wrap = (component: 'Section' | 'Columns' | 'Tabs') => () =>
    outline.execute(wrapNodes(form, chosen, component))
  const move = (way: Parameters<typeof moveChosen>[2]) => () => moveChosen(form, outline, way)
  const isPart = selected?.component === 'Section' || selected?.component === 'Columns'
  const unwraps = (isPart || selected?.component === 'Tabs') && chosen.size === 1
  const acts = [
    { label: texts.up, icon: <ArrowUpOutlined />, act: move('up') },
    { label: texts.down, icon: <ArrowDownOutlined />, act: move('down') },
    { label: texts.out, icon: <MenuFoldOutlined />, act: move('out') },
    { label: texts.inward, icon: <MenuUnfoldOutlined />, act: move('in') },
    { label: texts.wrapNodes(texts.parts.Section), icon: <BlockOutlined />, act: wrap('Section') },
    {
      label: texts.wrapNodes(texts.parts.Columns),
      icon: <ColumnWidthOutlined />,
      act: wrap('Columns'),
    },
    { label: texts.wrapNodes(texts.parts.Tabs), icon: <AppstoreOutlined />, act: wrap('Tabs') },
    {
      label: texts.unwrap,
      icon: <DisconnectOutlined />,
      act: () => selected && outline.execute(unwrapNode(form, selected)),
      isOff: !unwraps,
    },
    {
      label: texts.remove,
      icon: <DeleteOutlined />,
      act: () => outline.execute(removeNodes(form, chosen)),
    },
  ]
  return (
    <div className="gd-outline-bar" role="toolbar" aria-label={texts.outline}>
      {acts.map(({ label, icon, act, isOff }) => (
        <Tooltip key={label} title={label}>
          <Button
            type="text"
            size="small"
            icon={icon}
            aria-label={label}
            disabled={chosen.size === 0 || isOff === true}
            onClick={act}
          />
        </Tooltip>
      ))}
      {chosen.size > 1 && <small>{texts.chosen(chosen.size)}</small>}
    </div>
  )
}
