const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const safe = (text: string) => text.replace(/[&<>]/g, (found) => escapes[found] ?? found)

/** What a browser sees before the first night is done: the steps so far; it looks again by itself. */
export function preparingPage(progress: readonly string[]): string {
  const steps = progress
    .map((step, index) => `<li${index === progress.length - 1 ? ' aria-current="step"' : ''}>${safe(step)}</li>`)
    .join('')
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>留客正在准备</title>
<style>body{font:16px/1.8 system-ui,sans-serif;color-scheme:light dark;max-width:36rem;margin:18vh auto;padding:0 1.5rem}
h1{font-size:1.4rem}li{opacity:.65}li[aria-current]{opacity:1;font-weight:600}</style></head>
<body><h1>留客正在准备</h1><p>第一次启动要建立样例银行并运行两个夜间批量，页面会自动刷新。用户和密码显示在终端里。</p><ol>${steps}</ol></body></html>`
}
