import type { IssuedUser } from '../../modules/organisation/index.ts'
import { usersTable } from '../wording.ts'

/** What the terminal says when the screens can be used: where to click, and what to do first. */
export const whereToClick = (url: string): string => `
  留客已就绪：${url}

  · 用上面（首次启动时显示）的用户登录；忘了密码：liuke user reset-password <用户名>
  · 支行行长看到三个网点；点开任何数字，就是对应的客户清单
  · 接口说明：${url}/api/docs
  · 按 Ctrl-C 停止，再次启动只需几秒
`

/** The accounts of the first start. This is the only time their passwords are seen. */
export const firstUsers = (users: readonly IssuedUser[]): string => `\n  登录用户（密码只显示这一次，请记下）：\n\n${usersTable(users)}\n`

/** When no institution is known yet, nobody can be given an account. */
export const noUsersYet = '! 还没有机构和用户。请先运行 liuke load 和 liuke night，再重新启动，会自动建立管理员。'
