import { Component } from 'react'
import type { ErrorInfo, ReactNode } from 'react'
import { Button } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { StatePage } from './StatePage.tsx'

/** Keeps one broken part from leaving a blank page. */
export class CrashBoundary extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false }

  static getDerivedStateFromError() {
    return { crashed: true }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    console.error(error, info.componentStack)
  }

  override render() {
    if (!this.state.crashed) return this.props.children
    return (
      <StatePage
        figure="broken"
        title={texts.errors.crash}
        text={texts.errors.crashText}
        actions={
          <Button type="primary" onClick={() => location.reload()}>
            {texts.actions.refresh}
          </Button>
        }
      />
    )
  }
}
