import { useState } from 'react'
import type { ComponentType } from 'react'
import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/es/locale/en_US'
import zhCN from 'antd/es/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { QueryClientProvider } from '@tanstack/react-query'
import { Router } from 'wouter'
import { createQueryClient } from '#runtime/client/query_client.ts'
import { setSessionLost } from '#runtime/client/session_state.ts'
import { language, texts } from '#runtime/texts/index.ts'
import { CrashBoundary } from './CrashBoundary.tsx'
import { Entrance } from './Entrance.tsx'
import { guardNavigation } from './leave_guard.ts'
import { useIsNarrow } from './narrow.ts'
import { themeFor } from './theme.ts'
import type { Session } from '#runtime/client/session.ts'

dayjs.locale(language === 'en' ? 'en' : 'zh-cn')
document.documentElement.lang = language
document.title = texts.brand.name

interface ApplicationProps {
  /** What whoever is signed in works in. */
  workplace: ComponentType<{ session: Session }>
  /** Path below which its addresses lie. */
  base?: string
}

/** The composition root of a browser application: theme, language, server state, routes. */
export function Application({ workplace, base = '' }: ApplicationProps) {
  const [queries] = useState(() => createQueryClient(() => setSessionLost(true)))
  const narrow = useIsNarrow()
  return (
    <ConfigProvider
      locale={language === 'en' ? enUS : zhCN}
      theme={themeFor(narrow)}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <AntApp className="gj-app" message={{ maxCount: 3 }}>
        <CrashBoundary>
          <QueryClientProvider client={queries}>
            <Router base={base} aroundNav={guardNavigation}>
              <Entrance workplace={workplace} />
            </Router>
          </QueryClientProvider>
        </CrashBoundary>
      </AntApp>
    </ConfigProvider>
  )
}
