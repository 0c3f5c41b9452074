import type { IssuedUser, StaffRole } from '../modules/organisation/index.ts'
import { textTable } from '../platform/terminal/table.ts'

export const roleNames: Record<StaffRole, string> = {
  head_office: '总行管理员',
  branch_manager: '分行/支行管理',
  outlet_president: '行长',
  relationship_manager: '理财经理',
  lobby_manager: '大堂经理',
  teller: '柜员',
  compliance_officer: '合规/消保',
}

/** Accounts with their passwords, as printed once. */
export const usersTable = (users: readonly IssuedUser[]): string =>
  textTable(
    ['用户名', '密码', '姓名', '岗位', '机构'],
    users.map((user) => [user.login, user.password, user.name, roleNames[user.role], user.institutionName]),
  )
