import { Component } from 'react'
import type { ReactNode } from 'react'

interface ErrorBoundaryProps {
  fallback: (again: () => void) => ReactNode
  children: ReactNode
}

/** An editor that fails takes nothing else with it; it can be opened again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    const { fallback, children } = this.props
    return this.state.hasFailed ? fallback(() => this.setState({ hasFailed: false })) : children
  }
}
