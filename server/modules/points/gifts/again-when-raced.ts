export { againWhenRaced } from '../../../platform/database/again-when-raced.ts'
