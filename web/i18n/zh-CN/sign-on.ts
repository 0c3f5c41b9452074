/** At the door, beyond login and password. */
export const door = {
  newTitle: '设置新密码',
  newWhy: '现在的密码由管理员发放或已到期，请设置只有您知道的密码后登录。',
  newPassword: '新密码',
  newAgain: '再输入一次',
  differs: '两次输入的密码不一样',
  missing: '请输入新密码',
  setAndEnter: '设置并登录',
  codeTitle: '验证码',
  codeWhy: '打开手机上的验证器，输入留客对应的 6 位数字；手机不在身边时可用一个恢复码。',
  code: '验证码或恢复码',
  codeMissing: '请输入验证码',
  enrolTitle: '绑定验证器',
  enrolWhy: '您的岗位登录时除密码外还要验证码。请用手机上的验证器应用扫描下面的二维码，再输入它显示的 6 位数字。',
  confirm: '完成绑定并登录',
  enter: '登录',
  startAgain: '返回重新登录',
  singleSignOn: '用{{name}}登录',
  or: '或',
  emergency: '应急登录（本地密码）',
  problem: {
    sso_unknown: '您在本行统一认证中的身份还没有留客账号，或已停用。请联系管理员。',
    sso_refused: '统一认证没有确认您的身份，请重试。',
    sso_again: '登录用时太久或中断了，请重新登录。',
    sso_unreachable: '暂时连不上统一认证，请稍后重试，或联系管理员。',
  },
}

export const password = {
  rules:
    '至少 {{shortest}} 个字符，包含小写字母、大写字母、数字、其他字符中的 {{kinds}} 种；不含用户名或姓名，不用常见密码，不用最近 {{history}} 次用过的密码。',
  problem: {
    too_short: '太短了，请至少用 {{shortest}} 个字符',
    too_plain: '请混用小写字母、大写字母、数字、其他字符中的至少 {{kinds}} 种',
    too_common: '这个密码太常见，容易被猜到，请换一个',
    holds_name: '密码里不能有用户名、工号或姓名',
    used_before: '最近用过这个密码，请换一个新的',
  },
}

export const enrolment = {
  picture: '绑定验证器用的二维码',
  secret: '不能扫码时，在验证器里手工输入这个密钥：',
}

export const account = {
  title: '账号与安全',
  password: '密码',
  changedAt: '上次修改 {{at}}',
  current: '现在的密码',
  change: '修改密码',
  changed: '密码已修改，您在其他设备上的登录已退出。',
  factor: '验证器',
  factorOn: '已开启',
  factorOff: '未开启',
  factorAbout: '登录时除密码外再输入手机上的 6 位验证码，密码泄露时也进不来。',
  factorRequired: '您的岗位必须使用验证器',
  begin: '开启验证器',
  scan: '用手机上的验证器应用扫描二维码，再输入它显示的 6 位数字。',
  code: '验证码',
  confirm: '完成绑定',
  remove: '解除验证器',
  removeSure: '解除后登录只需密码。确定解除？',
  recoveryLeft: '还有 {{count}} 个恢复码可用',
  recoveryNone: '您没有可用的恢复码。手机丢失时将无法登录，请现在生成并妥善保存。',
  recoveryNew: '生成新的恢复码',
  recoveryTitle: '恢复码',
  recoveryAbout: '手机不在身边时，每个恢复码可代替验证码用一次。只显示这一次，请打印或抄下，放在安全的地方；之前的恢复码已失效。',
  copy: '复制',
  copied: '已复制',
  keptSafe: '我已保存',
  sessions: '登录会话',
  sessionsAbout: '您在这些设备上登录着。不认识的请结束，并修改密码。',
  thisDevice: '本次登录',
  unknownDevice: '未知设备',
  since: '{{at}} 登录',
  seen: '最近使用 {{at}}',
  end: '结束',
  endOthers: '退出其他设备',
  endAll: '在所有设备上退出',
  ended: '已退出 {{count}} 个会话',
  onlyThis: '只有本次登录，没有其他设备。',
}

export const prove = {
  title: '再次验证身份',
  why: '这项操作比较重要，请再输入一次密码。',
  password: '密码',
  code: '验证码或恢复码',
  confirm: '确认',
  bySingleSignOn: '用统一认证重新验证',
  bySingleSignOnWhy: '验证后会回到本页，请再操作一次。',
}
