import type { Words } from '../words.ts'
import { approval } from './approval.ts'
import { attrition } from './attrition.ts'
import { audit } from './audit.ts'
import { cadence, coverage, day, due, offline, promises, timeline, worklog } from './contact.ts'
import { customers, dossier } from './customer.ts'
import { domain } from './domain.ts'
import { employers } from './employers.ts'
import { facts } from './dossier.ts'
import { exports } from './export.ts'
import { health } from './health.ts'
import { planner } from './planner.ts'
import { night } from './extract.ts'
import { handover } from './handover.ts'
import { duplicate, prospect } from './prospect.ts'
import { opinion, talk } from './talk.ts'
import { clusters, myScope, people } from './organisation.ts'
import { calendar, permission } from './permission.ts'
import { programme } from './programme.ts'
import { care, messages } from './message.ts'
import { points } from './points.ts'
import { policy } from './policy.ts'
import { flags, reveal } from './privacy.ts'
import { report } from './report.ts'
import { gifts } from './gifts.ts'
import { settlement } from './settlement.ts'
import { benefits, keepingTabs, plays, wakeUp } from './keeping.ts'
import { leave } from './retention.ts'
import { problem, search, shell, signIn } from './shell.ts'
import { today } from './today.ts'
import { warning } from './warning.ts'
import { watch } from './watch.ts'
import { account, door, enrolment, password, prove } from './sign-on.ts'

export const words: Words = {
  domain,
  shell,
  search,
  signIn,
  problem,
  report,
  customers,
  dossier,
  attrition,
  leave,
  keepingTabs,
  wakeUp,
  plays,
  benefits,
  handover,
  prospect,
  duplicate,
  talk,
  opinion,
  facts,
  today,
  warning,
  watch,
  night,
  care,
  messages,
  exports,
  reveal,
  flags,
  permission,
  calendar,
  worklog,
  timeline,
  cadence,
  due,
  coverage,
  promises,
  day,
  offline,
  audit,
  approval,
  policy,
  points,
  planner,
  health,
  employers,
  gifts,
  settlement,
  programme,
  people,
  clusters,
  myScope,
  account,
  door,
  enrolment,
  password,
  prove,
}
