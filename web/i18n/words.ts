import type { words } from './zh-CN/index.ts'

/** The shape of a language: Chinese is written first, every other language must say the same things. */
export type Words = typeof words
