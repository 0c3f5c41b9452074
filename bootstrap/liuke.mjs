#!/usr/bin/env node
// `npx liuke …`: the command line by its name.
process.argv.splice(2, 0, 'liuke')
await import('./run.mjs')
