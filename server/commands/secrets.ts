import { existsSync } from 'node:fs'
import { resealGateways } from '../modules/message/index.ts'
import { resealSecrets } from '../modules/organisation/index.ts'
import { keyFileOf, newKey, openKeyRing, writeKeyRing } from '../platform/secrets/key-ring.ts'
import type { Database } from '../platform/database/pools.ts'
import { secretsInFile, type Secrets } from '../platform/secrets/secrets.ts'
import { CommandEnd, exitCodes, withDatabases } from './command-context.ts'
import type { Register } from './program.ts'

/** Everything that is kept sealed: second factors, and the passwords and keys of gateways. */
const resealAll = async (owner: Database, secrets: Secrets): Promise<number> =>
  (await resealSecrets(owner, secrets)) + (await resealGateways(owner, secrets))

/** `liuke secrets rotate`: a new key for what is kept sealed. A serving Liuke takes it up by itself. */
export const secretsCommand: Register = (program, context) => {
  const secrets = program.command('secrets').description('管理加密机密（验证器密钥等）的密钥文件')

  secrets
    .command('rotate')
    .description('启用一把新密钥，并用它重新加密所有机密；上一把密钥保留，更早的删除')
    .action(() => {
      const home = context.home()
      const path = keyFileOf(home, context.env)
      return withDatabases(context, home, async ({ databases }) => {
        const ring = openKeyRing(path)
        const fresh = newKey()
        try {
          writeKeyRing(path, [fresh, ...ring])
        } catch (error) {
          if (!['EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
          throw new CommandEnd(
            exitCodes.refused,
            `密钥文件 ${path} 不能写入。请由管理密钥的系统在文件最前面加一行新密钥（openssl rand -base64 32），再运行 liuke secrets reseal。`,
          )
        }
        const count = await resealAll(databases.owner, secretsInFile(path))
        // the former key stays for whoever seals or opens at this moment; nothing is under those before it any more
        writeKeyRing(path, [fresh, ring[0]])
        context.result(
          { file: path, key: fresh.name, resealed: count },
          `已启用新密钥 ${fresh.name}，重新加密 ${count} 条机密。密钥文件：${path}`,
        )
      })
    })

  secrets
    .command('reseal')
    .description('用密钥文件的第一把密钥重新加密所有机密（密钥文件由别处管理时）')
    .action(() => {
      const home = context.home()
      const path = keyFileOf(home, context.env)
      if (!existsSync(path)) throw new CommandEnd(exitCodes.refused, `没有密钥文件 ${path}。请检查 LIUKE_SECRET_FILE，或先启动一次留客。`)
      return withDatabases(context, home, async ({ databases }) => {
        const count = await resealAll(databases.owner, secretsInFile(path))
        context.result({ file: path, resealed: count }, `重新加密 ${count} 条机密。密钥文件：${path}`)
      })
    })
}
