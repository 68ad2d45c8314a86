import type { ReactNode } from 'react'
import { texts } from '#runtime/texts/index.ts'
import logo from './logo.svg'

/** The frame of sign-in and first password: what this is on the left, what to do on the right. */
export function SignPanel({ over, children }: { over?: boolean; children: ReactNode }) {
  return (
    <div className={over ? 'gj-sign gj-sign-over' : 'gj-sign'}>
      <header className="gj-sign-brand">
        <svg className="gj-sign-figure" viewBox="0 0 100 100" fill="none" stroke="#fff" aria-hidden>
          <path d="M8 8v84h84" strokeWidth="7" />
          <path d="M8 28a64 64 0 0 1 64 64M8 48a44 44 0 0 1 44 44" strokeWidth="4" />
          <path d="M20 92v-5M32 92v-8M44 92v-5M56 92v-8M68 92v-5M80 92v-8" strokeWidth="2" />
        </svg>
        <div className="gj-brand">
          <img src={logo} alt="" />
          {texts.brand.name}
        </div>
        <div>
          <p className="gj-sign-claim">{texts.brand.claim}</p>
          <p className="gj-sign-about">{texts.brand.about}</p>
        </div>
      </header>
      <main className="gj-sign-panel">{children}</main>
    </div>
  )
}
