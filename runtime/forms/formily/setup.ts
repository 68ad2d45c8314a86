import { setValidateLanguage } from '@formily/core'
import { language } from '#runtime/texts/index.ts'
import { Schema } from '@formily/json-schema'

/**
 * Formily's own compiler runs any text `{{…}}` it meets as JavaScript, also in data (option labels,
 * titles of records). This one gives the text back unchanged, so there is nothing left that runs.
 */
Schema.registerCompiler((text: string) => `{{${text}}}`)
setValidateLanguage(language === 'en' ? 'en-US' : 'zh-CN')
