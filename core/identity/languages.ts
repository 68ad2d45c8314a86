import type { Language } from '#engine/errors.ts'
import type { Database } from '#core/storage/index.ts'

/** Languages a person may choose. */
export const languages: readonly Language[] = ['zh-CN', 'en']

/** Keeps the language a person chose; it counts from the next request on, on every device. */
export async function keepLanguage(
  database: Database,
  userId: string,
  language: Language
): Promise<void> {
  await database.tx((t) =>
    t.run(
      `INSERT INTO identity_preferences (user_id, language) VALUES (?, ?)
       ON CONFLICT (user_id) DO UPDATE SET language = excluded.language`,
      [userId, language]
    )
  )
}

/** What a row of the database says of a language: the person's choice, else the user record's. */
export function languageIn(chosen: string | null, locale: string | null): Language | null {
  const text = chosen ?? locale
  if (text === null || text === '') return null
  return text.toLowerCase().startsWith('en') ? 'en' : 'zh-CN'
}
