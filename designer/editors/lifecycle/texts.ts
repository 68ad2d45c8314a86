import { chosen } from '#designer/texts/chosen.ts'

export const texts = chosen(
  {
    graph: '状态图',
    about: '从一个状态右侧的圆点拖到另一个状态即可添加流转；点选状态或连线后在右侧修改。',
    state: '状态',
    addState: (title: string) => `添加状态：${title}`,
    newState: '添加状态',
    newStateAfter: '在所选状态后添加',
    addTransition: (title: string) => `添加流转：${title}`,
    transitionTo: '流转到…',
    unreachable: '没有流转能到达',
    initial: '初始',
    setEdit: '修改可修改的角色',
    edit: '各状态下谁能修改',
    anyone: '不另加限制',
    only: '仅限',
    nobody: '谁都不能',
    role: '角色',
    handle: (title: string) => `从“${title}”拖出流转`,
  },
  {
    graph: 'States',
    about:
      'Drag from the dot at the right of a state to another to add a transition; what is selected is edited on the right.',
    state: 'State',
    addState: (title: string) => `Add state: ${title}`,
    newState: 'Add a state',
    newStateAfter: 'Add after the selected one',
    addTransition: (title: string) => `Add transition: ${title}`,
    transitionTo: 'Transition to…',
    unreachable: 'No transition leads here',
    initial: 'first',
    setEdit: 'Who may edit',
    edit: 'Who may edit in each state',
    anyone: 'no further limit',
    only: 'only',
    nobody: 'nobody',
    role: 'Role',
    handle: (title: string) => `Drag a transition from "${title}"`,
  }
)
