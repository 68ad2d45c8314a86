import { useState } from 'react'
import { App as AntApp, ConfigProvider } from 'antd'
import zhCN from 'antd/es/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { QueryClientProvider } from '@tanstack/react-query'
import { Router } from 'wouter'
import { createQueryClient } from '#runtime/client/query_client.ts'
import { setSessionLost } from '#runtime/client/session_state.ts'
import { CrashBoundary } from './CrashBoundary.tsx'
import { Entrance } from './Entrance.tsx'
import { guardNavigation } from './leave_guard.ts'
import { useIsNarrow } from './narrow.ts'
import { themeFor } from './theme.ts'

dayjs.locale('zh-cn')

/** The composition root of the browser part: theme, language, server state, routes. */
export function Application() {
  const [queries] = useState(() => createQueryClient(() => setSessionLost(true)))
  const narrow = useIsNarrow()
  return (
    <ConfigProvider
      locale={zhCN}
      theme={themeFor(narrow)}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <AntApp className="gj-app" message={{ maxCount: 3 }}>
        <CrashBoundary>
          <QueryClientProvider client={queries}>
            <Router aroundNav={guardNavigation}>
              <Entrance />
            </Router>
          </QueryClientProvider>
        </CrashBoundary>
      </AntApp>
    </ConfigProvider>
  )
}
