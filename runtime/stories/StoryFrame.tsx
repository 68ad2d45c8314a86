import { useState } from 'react'
import type { ReactNode } from 'react'
import { App as AntApp, ConfigProvider } from 'antd'
import zhCN from 'antd/es/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { QueryClientProvider } from '@tanstack/react-query'
import { createQueryClient } from '#runtime/client/query_client.ts'
import { sessionKey } from '#runtime/client/queries.ts'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { themeFor } from '#runtime/shell/theme.ts'
import { storyServer } from './story_server.ts'

dayjs.locale('zh-cn')
window.fetch = storyServer

/** What the application puts around everything; the server is a few fixed answers. */
export function StoryFrame({ children }: { children: ReactNode }) {
  const narrow = useIsNarrow()
  const [queries] = useState(() => {
    const client = createQueryClient(() => undefined)
    const user = { id: 'me', account: 'wang', name: '王工' }
    client.setQueryData(sessionKey, {
      user,
      roles: [],
      givesRoles: false,
      mustChangePassword: false,
    })
    return client
  })
  return (
    <ConfigProvider
      locale={zhCN}
      theme={themeFor(narrow)}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <AntApp className="gj-app">
        <QueryClientProvider client={queries}>
          <main className="gj-story">{children}</main>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  )
}
