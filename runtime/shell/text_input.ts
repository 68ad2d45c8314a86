/**
 * The plain inputs alone, for the first page: antd's `Input` brings text areas and one-time codes
 * along, which are a good part of what a list may weigh.
 */
export { default as TextInput } from 'antd/es/input/Input'
export { default as PasswordInput } from 'antd/es/input/Password'
