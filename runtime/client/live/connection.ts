import { useSyncExternalStore } from 'react'
import type { Socket } from 'socket.io-client'
import { setSessionLost } from '../session_state.ts'

/** A server that ends a connection is not asked again by itself: after this long, ms, we ask. */
const askAgainAfter = 3_000
/** A connection that is back sooner than this, ms, was not worth a word. */
const wordAfter = 1_500
/** How long it is said, ms, that the connection is back. */
const backFor = 4_000

/** `lost`: what is shown may be out of date; `back`: it was, and has been brought up to date. */
export type Standing = 'there' | 'lost' | 'back'

let connection: Promise<Socket> | null = null
let standing: Standing = 'there'
let timer: ReturnType<typeof setTimeout> | undefined
const watchers = new Set<() => void>()

/** One connection for the page, opened when the first list asks for it. */
export function liveConnection(): Promise<Socket> {
  connection ??= open()
  return connection
}

/** Ends the connection, when the session ends. */
export async function disconnectLive(): Promise<void> {
  const socket = await connection?.catch(() => null)
  connection = null
  clearTimeout(timer)
  turn('there')
  socket?.removeAllListeners()
  socket?.disconnect()
}

/** Tries the lost connection now, instead of in a few seconds. */
export function reconnectNow(): void {
  void connection?.then((socket) => socket.connected || socket.disconnect().connect())
}

/**
 * How the connection stands. One that a server answers and refuses (a proxy without Socket.IO) is no
 * loss: without it the page works. One that nobody answers is, even if it never came about.
 */
export function useStanding(): Standing {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => standing
  )
}

async function open(): Promise<Socket> {
  const { io } = await import('socket.io-client')
  const socket = io({ path: '/socket.io', withCredentials: true, reconnectionDelayMax: 10_000 })
  let wasThere = false
  socket.on('connect', () => {
    wasThere = true
    found()
  })
  socket.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') lose()
    askAgain(socket)
  })
  socket.on('connect_error', (error) => {
    if (wasThere || isUnanswered(error)) lose()
    if (error.message === 'E_AUTH_REQUIRED') setSessionLost(true)
    askAgain(socket)
  })
  // A minute may pass before the silence of a lost network is noticed; the browser knows at once.
  window.addEventListener('offline', () => wasThere && lose())
  window.addEventListener('online', () => (socket.connected ? found() : reconnectNow()))
  return socket
}

/** Whether no answer came at all: Engine.IO gives the HTTP status of the failed request, 0 for none. */
function isUnanswered(error: Error): boolean {
  return 'description' in error && error.description === 0
}

/** Ended by the server (it restarts, the session is over): Socket.IO leaves that to us. */
function askAgain(socket: Socket): void {
  if (socket.active) return
  setTimeout(() => {
    void connection?.then((current) => {
      if (current === socket && !socket.active) socket.connect()
    })
  }, askAgainAfter)
}

function lose(): void {
  if (standing === 'lost') return
  clearTimeout(timer)
  timer = setTimeout(() => turn('lost'), wordAfter)
}

function found(): void {
  clearTimeout(timer)
  if (standing !== 'lost') return
  turn('back')
  timer = setTimeout(() => turn('there'), backFor)
}

function turn(to: Standing): void {
  if (standing === to) return
  standing = to
  for (const watcher of watchers) watcher()
}
