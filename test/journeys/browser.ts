import chromium from '@sparticuz/chromium'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium as playwright, type Browser } from 'playwright-core'
import { projectDir } from '../../server/platform/home.ts'

const fontFolder = join(projectDir, 'node_modules', '@expo-google-fonts', 'noto-sans-sc')
const weights = ['400Regular', '700Bold']
/**
 * Meant for another machine: one process for everything falls over, without web security no Origin is sent, and drawing by an emulated graphics
 * card costs more than everything else together.
 */
const unfit = [
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--in-process-gpu',
  '--ignore-gpu-blocklist',
  '--enable-unsafe-swiftshader',
]

/** A Chromium with Chinese letters, from packages alone. `folder` takes its font cache and is the caller's to remove. */
export async function openBrowser(folder: string): Promise<Browser> {
  mkdirSync(folder, { recursive: true })
  const fonts = join(folder, 'fonts.conf')
  const folders = [...weights.map((weight) => join(fontFolder, weight)), '/usr/share/fonts'].map((path) => `<dir>${path}</dir>`).join('')
  writeFileSync(
    fonts,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}<cachedir>${join(folder, 'cache')}</cachedir></fontconfig>`,
  )
  const args = chromium.args.filter((argument) => !unfit.includes(argument) && !argument.startsWith('--headless'))
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...args, '--no-sandbox', '--disable-gpu'],
    env: { ...process.env, FONTCONFIG_FILE: fonts },
    headless: true,
  })
}
