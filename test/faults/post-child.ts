import { openDatabases } from '../../server/platform/database/pools.ts'
import { smtpGateway, type SmtpSettings } from '../../server/modules/message/gateways/smtp.ts'
import { webhookGateway, type WebhookSettings } from '../../server/modules/message/gateways/webhook.ts'
import { lina, morning, officeOf, work } from '../support/post-office.ts'

/** Handing one message over in a process of its own, to be killed: `node post-child.ts <arguments as JSON>`. */
export interface PostChildGiven {
  connection: Parameters<typeof openDatabases>[0]
  messageId: string
  smtp?: SmtpSettings
  webhook?: WebhookSettings
}

const { connection, messageId, smtp, webhook } = JSON.parse(process.argv[2] ?? '{}') as PostChildGiven
const databases = openDatabases(connection, (error) => process.stderr.write(`${error.message}\n`))
const gateways = [...(smtp ? [smtpGateway(smtp)] : []), ...(webhook ? [webhookGateway(webhook, () => morning)] : [])]
await work(officeOf(databases, { gateways, personOf: async () => lina }), messageId)
process.stdout.write('done\n')
await databases.close()
