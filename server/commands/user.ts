import { Argument, Option } from 'commander'
import {
  addUser,
  listAccounts,
  resetPassword,
  resetSecondFactor,
  staffRoles,
  unlockLogin,
  type StaffRole,
} from '../modules/organisation/index.ts'
import { textTable } from '../platform/terminal/table.ts'
import { CommandEnd, exitCodes, withDatabases } from './command-context.ts'
import type { Register } from './program.ts'
import { roleNames, usersTable } from './wording.ts'

/** `liuke user list | add | reset-password | unlock | reset-second-factor`: the local accounts. Passwords are shown once, only their hashes are kept. */
export const userCommand: Register = (program, context) => {
  const user = program.command('user').description('管理登录用户：列出、添加、重置密码、解除锁定')

  user
    .command('list')
    .description('列出登录用户')
    .action(() =>
      withDatabases(context, context.home(), async ({ databases }) => {
        const users = await listAccounts(databases.owner)
        const rows = users.map((one) => [one.login, one.name, roleNames[one.role], one.institutionName])
        context.result({ users }, users.length > 0 ? textTable(['用户名', '姓名', '岗位', '机构'], rows) : '还没有用户。')
      }),
    )

  user
    .command('add')
    .description('添加登录用户，并显示一次密码')
    .addArgument(new Argument('login', '用户名'))
    .requiredOption('--name <姓名>', '姓名')
    .addOption(new Option('--role <岗位>', '岗位').choices([...staffRoles]).makeOptionMandatory())
    .requiredOption('--institution <机构号>', '所属机构的机构号')
    .action((login: string, options: { name: string; role: StaffRole; institution: string }) =>
      withDatabases(context, context.home(), async ({ databases }) => {
        const { name, role, institution } = options
        const result = await addUser(databases.owner, { login, name, role, institutionCode: institution })
        if (result.outcome === 'login_taken')
          throw new CommandEnd(exitCodes.refused, `用户名 ${login} 已存在。请换一个，或用 reset-password 重置密码。`)
        if (result.outcome === 'unknown_institution') {
          throw new CommandEnd(exitCodes.refused, `没有机构号为 ${institution} 的机构。请先装载数据并运行夜间批量，或检查机构号。`)
        }
        context.result({ user: result.user }, `${usersTable([result.user])}\n\n密码只显示这一次，请妥善保管；首次登录时须改成自己的密码。`)
      }),
    )

  user
    .command('reset-password')
    .description('给用户换一个新密码，并结束该用户的所有会话')
    .addArgument(new Argument('login', '用户名'))
    .action((login: string) =>
      withDatabases(context, context.home(), async ({ databases }) => {
        const password = await resetPassword(databases.owner, login, { now: context.now() })
        if (password === undefined) throw unknown(login)
        context.result({ login, password }, `${login} 的一次性密码：${password}\n只显示这一次；首次登录时须改成自己的密码。`)
      }),
    )

  user
    .command('unlock')
    .description('解除用户因多次输错密码而被锁定')
    .addArgument(new Argument('login', '用户名'))
    .action((login: string) =>
      withDatabases(context, context.home(), async ({ databases }) => {
        if (!(await unlockLogin(databases.owner, login, { now: context.now() }))) throw unknown(login)
        context.result({ login, unlocked: true }, `${login} 已解除锁定，可以登录。`)
      }),
    )

  user
    .command('reset-second-factor')
    .description('解除用户的验证器（手机和恢复码都丢失时），并结束该用户的所有会话')
    .addArgument(new Argument('login', '用户名'))
    .action((login: string) =>
      withDatabases(context, context.home(), async ({ databases }) => {
        const outcome = await resetSecondFactor(databases.owner, login, { now: context.now() })
        if (outcome === 'NOT_FOUND') throw unknown(login)
        if (outcome === 'CONFLICT') throw new CommandEnd(exitCodes.refused, `${login} 没有绑定验证器。`)
        context.result({ login, removed: true }, `${login} 的验证器已解除。`)
      }),
    )
}

const unknown = (login: string) => new CommandEnd(exitCodes.refused, `没有用户 ${login}。运行 liuke user list 查看所有用户。`)
