import type { Databases } from '../platform/database/pools.ts'
import { keyFileOf } from '../platform/secrets/key-ring.ts'
import { secretsInFile, type Secrets } from '../platform/secrets/secrets.ts'
import { textTable } from '../platform/terminal/table.ts'
import { gatewayList, media, removeGateway, rotateKey, setSmtp, setWebhook, type Medium } from '../modules/message/index.ts'
import { CommandEnd, exitCodes, withDatabases, type CommandContext } from './command-context.ts'
import type { Register } from './program.ts'

interface SmtpOptions {
  host: string
  port: string
  from: string
  user?: string
  tls: string
  media: string
}

/** `liuke gateway`: where messages leave the house. What is secret is sealed; a serving Liuke takes a change up with the next message. */
export const gatewayCommand: Register = (program, context) => {
  const gateway = program.command('gateway').description('短信、微信和邮件的送出通道')

  gateway
    .command('list')
    .description('已设置的通道（不显示密码和密钥）')
    .action(() =>
      withSecrets(context, async ({ owner }) => {
        const rows = await gatewayList(owner)
        const text =
          rows.length === 0
            ? '还没有设置通道：短信、微信和邮件会留在队列里。用 liuke gateway smtp 或 liuke gateway webhook 设置。'
            : textTable(
                ['通道', '用于', '地址'],
                rows.map(({ name, media: used, address }) => [name, used.join(' '), address]),
              )
        context.result({ gateways: rows }, text)
      }),
    )

  gateway
    .command('smtp')
    .description('设置邮件服务器；密码从环境变量 LIUKE_SMTP_PASSWORD 读取')
    .requiredOption('--host <主机>', '邮件服务器')
    .option('--port <端口>', '端口', '465')
    .requiredOption('--from <邮箱>', '发件邮箱')
    .option('--user <用户>', '登录用户；不登录则不填')
    .option('--tls <方式>', 'full（一开始就加密）、starttls（必须升级加密）或 none（只用于本机）', 'full')
    .option('--media <方式>', '经它送出的消息', 'email')
    .action((options: SmtpOptions) =>
      withSecrets(context, async ({ owner }, secrets) => {
        const port = Number(options.port)
        if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new CommandEnd(exitCodes.usage, `--port ${options.port} 不是端口号`)
        if (!['full', 'starttls', 'none'].includes(options.tls))
          throw new CommandEnd(exitCodes.usage, '--tls 只能是 full、starttls 或 none')
        if (options.tls === 'none' && !isOwnMachine(options.host))
          throw new CommandEnd(exitCodes.refused, '不加密只允许用于本机（127.0.0.1）的邮件服务器')
        const { host, from, user = null } = options
        const place = { host, port, from, user, secure: options.tls === 'full', requireTls: options.tls === 'starttls' }
        await setSmtp(owner, secrets, { place, media: mediaOf(options.media), password: context.env['LIUKE_SMTP_PASSWORD'] }, context.now())
        context.result({ gateway: 'smtp', host, port }, `已设置邮件服务器 ${host}:${port}。排队中的消息会在几分钟内送出。`)
      }),
    )

  gateway
    .command('webhook')
    .description('设置本行的短信/企业微信网关；首次设置时生成签名密钥，只显示一次')
    .requiredOption('--url <地址>', '网关地址，须为 https（本机除外）')
    .option('--media <方式>', '经它送出的消息，逗号分隔', 'sms,wechat')
    .action((options: { url: string; media: string }) =>
      withSecrets(context, async ({ owner }, secrets) => {
        const address = URL.canParse(options.url) ? new URL(options.url) : undefined
        if (!address || !(address.protocol === 'https:' || (address.protocol === 'http:' && isOwnMachine(address.hostname))))
          throw new CommandEnd(exitCodes.refused, `--url ${options.url} 应为 https 地址`)
        const { key, isNew } = await setWebhook(owner, secrets, { url: options.url, media: mediaOf(options.media) }, context.now())
        const told = isNew ? `\n签名密钥（只显示这一次，请交给网关）：\n  ${key.id}\n  ${key.secret}` : `\n签名密钥不变：${key.id}`
        context.result({ gateway: 'webhook', url: options.url, key: isNew ? key : { id: key.id } }, `已设置网关 ${options.url}。${told}`)
      }),
    )

  gateway
    .command('rotate-key')
    .description('启用新的签名密钥；网关报来的消息在下次轮换前仍可用旧密钥签名')
    .action(() =>
      withSecrets(context, async ({ owner }, secrets) => {
        const key = await rotateKey(owner, secrets, context.now())
        if (!key) throw new CommandEnd(exitCodes.refused, '还没有设置网关，请先运行 liuke gateway webhook')
        context.result({ key }, `新的签名密钥（只显示这一次，请交给网关）：\n  ${key.id}\n  ${key.secret}`)
      }),
    )

  gateway
    .command('remove')
    .argument('<通道>', 'smtp 或 webhook')
    .description('停用一个通道；未送出的消息留在队列里')
    .action((name: string) =>
      withSecrets(context, async ({ owner }) => {
        if (name !== 'smtp' && name !== 'webhook') throw new CommandEnd(exitCodes.usage, `没有 ${name} 这个通道`)
        if (!(await removeGateway(owner, name))) throw new CommandEnd(exitCodes.refused, `${name} 没有设置`)
        context.result({ removed: name }, `已停用 ${name}。`)
      }),
    )
}

const isOwnMachine = (host: string): boolean => ['127.0.0.1', 'localhost', '::1', '[::1]'].includes(host)

function mediaOf(text: string): Medium[] {
  const named = text.split(',').map((one) => one.trim())
  const known = media.filter((medium) => named.includes(medium) && medium !== 'letter' && medium !== 'card')
  if (known.length === 0 || known.length < named.length)
    throw new CommandEnd(exitCodes.usage, `--media ${text} 只能是 sms、wechat、email，逗号分隔`)
  return known
}

function withSecrets(context: CommandContext, work: (databases: Databases, secrets: Secrets) => Promise<void>): Promise<void> {
  const home = context.home()
  return withDatabases(context, home, ({ databases }) => work(databases, secretsInFile(keyFileOf(home, context.env))))
}
