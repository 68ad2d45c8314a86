export type Figure = 'empty' | 'missing' | 'locked' | 'broken' | 'offline'

const marks: Record<Figure, string> = {
  empty: 'M40 52h40M40 62h26',
  missing: 'M54 50a7 7 0 1 1 9 7c-2 1-3 2-3 5M60 69v.5',
  locked: 'M50 57h20v14H50zM54 57v-5a6 6 0 0 1 12 0v5',
  broken: 'M60 46v16M60 70v.5',
  offline: 'M44 54a24 24 0 0 1 32 0M50 61a15 15 0 0 1 20 0M60 69v.5M42 46l36 28',
}

/** A sheet of paper with a sign of what is the matter. Decoration only. */
export function StateFigure({ figure }: { figure: Figure }) {
  return (
    <svg width="120" height="96" viewBox="0 0 120 96" fill="none" aria-hidden>
      <ellipse cx="60" cy="86" rx="46" ry="7" fill="#edf0f5" />
      <rect
        x="26"
        y="14"
        width="68"
        height="70"
        rx="6"
        fill="#fff"
        stroke="#c9d3e3"
        strokeWidth="2"
      />
      <path d="M26 20a6 6 0 0 1 6-6h56a6 6 0 0 1 6 6v12H26z" fill="#e9f0fc" />
      <path d="M35 23h16" stroke="#9db9e8" strokeWidth="3" strokeLinecap="round" />
      <path
        d={marks[figure]}
        stroke="#7f9dcf"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
