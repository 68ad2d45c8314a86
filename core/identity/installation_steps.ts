import type { Database, Transaction } from '#core/storage/index.ts'

/** What is done once in the life of an installation. */
export type InstallationStep = 'administrator' | 'samples'

export async function isStepDone(database: Database, step: InstallationStep): Promise<boolean> {
  const rows = await database.read.all('SELECT step FROM installation_steps WHERE step = ?', [step])
  return rows.length > 0
}

/** Notes a step inside the caller's transaction; noting it twice is no fault. */
export async function markStep(t: Transaction, step: InstallationStep, now: Date): Promise<void> {
  await t.run('INSERT INTO installation_steps (step, at) VALUES (?, ?) ON CONFLICT DO NOTHING', [
    step,
    now.toISOString(),
  ])
}
