import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectDir, type Home } from '../../platform/home.ts'
import { precompress } from './precompress.ts'

/** All that the screens are made of: their own files, and what of the server is safe in a browser (contracts and what these import). */
const sources = [
  'web/**/*',
  'server/contract.ts',
  'server/platform/contract/*',
  'server/modules/*/{contract,figures,*-terms}.ts',
  'server/modules/*/*/{contract,*-terms}.ts',
  'night/extract/canonical.ts',
  'package-lock.json',
]
const notSources = /\.test\.tsx?$|^web\/dist\//

/** Every file that the screens are made of, from the project's folder. */
export function screenSources(root: string = projectDir): string[] {
  const files = sources.flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true })).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
  return paths.filter((path) => !notSources.test(path)).sort()
}

/** A short hash of the screens' sources: a built folder is named by it. */
export function screensHash(root: string = projectDir): string {
  const hash = createHash('sha256')
  for (const path of screenSources(root))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  return hash.digest('hex').slice(0, 16)
}

/** The folder of the built screens when they are up to date. */
export function builtScreens(home: Home): string | undefined {
  const folder = join(home.web, screensHash())
  return existsSync(folder) ? folder : undefined
}

/** Builds the screens with Vite into a folder that gets its name when it is whole. Older builds are removed. */
export async function buildScreens(home: Home): Promise<string> {
  const name = screensHash()
  mkdirSync(home.web, { recursive: true })
  for (const old of readdirSync(home.web)) rmSync(join(home.web, old), { recursive: true, force: true })
  const fresh = join(home.web, `${name}.new`)
  const { build } = await import('vite')
  await build({ configFile: join(projectDir, 'web', 'vite.config.ts'), logLevel: 'error', build: { outDir: fresh, emptyOutDir: true } })
  await precompress(fresh)
  renameSync(fresh, join(home.web, name))
  return join(home.web, name)
}
