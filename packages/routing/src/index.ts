export type { Contact } from './contact.ts'
