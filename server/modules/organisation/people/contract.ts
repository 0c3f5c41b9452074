import { oc } from '@orpc/contract'
import { z } from 'zod'
import { clusterRoles, institutionLevels, staffRoles } from '../../../../night/extract/canonical.ts'
import { businessDate, refusals } from '../../../platform/contract/terms.ts'

const role = z.enum(staffRoles)
const key = z.number().int().positive().max(2_147_483_647)
const source = z.enum(['extract', 'screen'])

/** What can be wrong with a change to people and posts, each with what to do next. */
export const peopleRefusals = {
  ...refusals,
  ROLE_ABOVE: { status: 403, message: '不能管理级别高于自己或与自己同级的岗位，请联系上级机构' },
  OWN_RECORD: { status: 403, message: '不能管理自己的岗位、代理和登录，请由上级或同事办理' },
  ELSEWHERE_TOO: { status: 403, message: '此人在您管辖范围之外还有岗位，请由总行管理员办理' },
  ACTING_FOR_OTHERS: { status: 403, message: '代理他人期间不能管理人员，请先切换回自己的岗位' },
  ODD_NAME: { status: 409, message: '名称只能由文字、数字、空格和 · . - 组成，请检查' },
  DATES_REVERSED: { status: 409, message: '结束日期早于开始日期，请检查日期' },
  DATE_PASSED: { status: 409, message: '日期已经过去，请选择今天或以后的日期' },
  TOO_LONG: { status: 409, message: '期限超过规定的最长天数，请缩短' },
  POST_OVERLAPS: { status: 409, message: '此人在这段时间已有同机构、同角色的岗位' },
  POST_ENDED: { status: 409, message: '这个岗位已经结束，请刷新后查看' },
  ROLE_DOES_NOT_FIT: { status: 409, message: '这个角色只能设在总行' },
  KEEPS_CUSTOMERS: { status: 409, message: '此人名下还有客户没有接手的人，请先在“移交”里安排；来不及的，可确认后办理，客户列入待交接' },
  HAS_LEFT: { status: 409, message: '此人已离职或将在此前离职，不能再安排岗位或代理' },
  HAS_NOT_LEFT: { status: 409, message: '此人没有离职记录，或离职由银行数据提供，不能在此恢复' },
  SAME_PERSON: { status: 409, message: '不能由本人代理本人' },
  DEPUTY_CHAIN: { status: 409, message: '代理人或被代理人在这段时间已有代理关系，代理不能转手或互相代理' },
  DEPUTY_OVERLAPS: { status: 409, message: '这段时间已有相同的代理' },
  DEPUTY_NOT_INDEPENDENT: { status: 409, message: '合规岗位只能由另一位合规人员代理，经办人不能代理' },
  NO_POST_THEN: { status: 409, message: '此人在这段时间没有有效岗位' },
  STILL_KEPT: { status: 409, message: '这些客户仍有有效的管户经理或已有接管人，不需要接管' },
  LOGIN_TAKEN: { status: 409, message: '这个用户名已被使用，请换一个' },
  LOGIN_STATE: { status: 409, message: '登录状态已变化，请刷新后查看' },
  FROM_EXTRACT: { status: 409, message: '这项内容由银行数据提供，请在银行系统中修改' },
  IN_OTHER_CLUSTER: { status: 409, message: '有网点在这段时间已属于另一个群落' },
  ONE_CORE: { status: 409, message: '每个群落须有且只有一个核心网点，且至少两个网点' },
  OUTLETS_ONLY: { status: 409, message: '只有网点可以加入群落' },
} as const

const post = z.object({
  id: key,
  role,
  institutionId: key,
  /** null: since before the bank's first extract */
  fromOn: businessDate.nullable(),
  /** the last day of it; null: no end; a day before `fromOn`: taken back before it began */
  lastOn: businessDate.nullable(),
  source,
})
export type Post = z.infer<typeof post>

export const loginStates = ['none', 'open', 'locked', 'closed'] as const
const loginState = z.enum(loginStates)
export const peopleStates = ['serving', 'leaving', 'left', 'without_post', 'missing'] as const
const peopleState = z.enum(peopleStates)

const personRow = z.object({
  staffId: key,
  staffNo: z.string(),
  name: z.string(),
  /** of today */
  posts: z.array(post.pick({ id: true, role: true, institutionId: true })),
  state: peopleState,
  /** the first day away */
  leftOn: businessDate.nullable(),
  source,
  login: loginState,
})
export type PersonRow = z.infer<typeof personRow>

const standIn = z.object({
  id: key,
  kind: z.enum(['deputy', 'successor']),
  principalId: key,
  principalName: z.string(),
  deputyId: key,
  deputyName: z.string(),
  role,
  institutionId: key,
  institutionName: z.string(),
  fromOn: businessDate,
  lastOn: businessDate.nullable(),
})
export type StandIn = z.infer<typeof standIn>

const person = personRow.extend({
  /** all that the asking person may see, newest first */
  history: z.array(post),
  given: z.array(standIn),
  received: z.array(standIn),
  /** null when there is none */
  account: z
    .object({ login: z.string(), state: loginState, lockedUntil: z.string().nullable(), lastSeenAt: z.string().nullable() })
    .nullable(),
  /** customers of the last night whose manager this is, as far as the asking person sees them; null before the first */
  customers: z.number().int().nullable(),
  /** whether the asking person may change this one; the reason when not */
  mayManage: z.union([z.literal(true), z.enum(['FORBIDDEN', 'ROLE_ABOVE', 'OWN_RECORD', 'ELSEWHERE_TOO', 'ACTING_FOR_OTHERS'])]),
})
export type PersonFile = z.infer<typeof person>

const done = z.object({ done: z.literal(true) })
/** A password that is shown once and kept nowhere. */
const issued = z.object({ login: z.string(), password: z.string() })
const ofPerson = z.object({ staffId: key })
const ofPost = z.object({ postId: key })
/** although customers stay behind whom nobody has taken over */
const withCustomers = z.boolean().optional()

const hat = z.object({
  key: z.string(),
  kind: z.enum(['account', 'post', 'deputy', 'successor']),
  role,
  institutionId: key,
  institutionName: z.string(),
  forName: z.string().nullable(),
  lastOn: businessDate.nullable(),
})

const treeNode = z.object({
  id: key,
  code: z.string(),
  name: z.string(),
  level: z.enum(institutionLevels),
  parentId: key.nullable(),
  /** people with a post there today, and there or below */
  people: z.number().int(),
  peopleBelow: z.number().int(),
  /** outlets there or below */
  outlets: z.number().int(),
  cluster: z.object({ id: key, name: z.string(), role: z.enum(clusterRoles) }).nullable(),
})
export type InstitutionNode = z.infer<typeof treeNode>
const cluster = z.object({
  id: key,
  name: z.string(),
  source,
  /** of the date asked for, core first, as far as the asking person sees them */
  members: z.array(z.object({ institutionId: key, name: z.string(), role: z.enum(clusterRoles), fromOn: businessDate.nullable() })),
})
export type Cluster = z.infer<typeof cluster>

/** What it may be made of is asked by the use case, so that an odd one is on record. */
const name = z.string().trim().min(1).max(40)
const route = (method: 'GET' | 'POST' | 'DELETE', path: `/${string}`, summary: string) =>
  oc.route({ method, path, summary }).errors(peopleRefusals)
const change = (path: `/${string}`, summary: string) => route('POST', path, summary)

export const peopleContract = {
  list: change('/people/list', '人员清单')
    .input(
      z.object({
        /** with all below it; left out: everybody in the scope */
        institutionId: key.optional(),
        role: role.optional(),
        state: peopleState.optional(),
        search: z.string().trim().max(64).optional(),
        offset: z.number().int().min(0).max(1_000_000).default(0),
        limit: z.number().int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ rows: z.array(personRow), total: z.number().int() })),
  file: change('/people/file', '人员档案').input(ofPerson).output(person),
  add: change('/people', '登记人员')
    .input(z.object({ name, institutionId: key, role, fromOn: businessDate }))
    .output(z.object({ staffId: key })),
  addPost: change('/people/posts', '增加岗位')
    .input(ofPerson.extend({ institutionId: key, role, fromOn: businessDate, lastOn: businessDate.optional() }))
    .output(ofPost),
  endPost: change('/people/posts/end', '结束岗位')
    .input(ofPost.extend({ lastOn: businessDate.optional(), withCustomers }))
    .output(done),
  transfer: change('/people/posts/transfer', '调动')
    .input(ofPost.extend({ institutionId: key, role, fromOn: businessDate, withCustomers }))
    .output(ofPost),
  leave: change('/people/leave', '离职')
    .input(ofPerson.extend({ leftOn: businessDate, withCustomers }))
    .output(z.object({ customers: z.number().int() })),
  rejoin: change('/people/rejoin', '撤销离职').input(ofPerson).output(done),
  addDeputy: change('/people/deputies', '安排代理')
    .input(z.object({ postId: key, deputyId: key, fromOn: businessDate, lastOn: businessDate }))
    .output(z.object({ id: key })),
  endDeputy: change('/people/deputies/end', '结束代理')
    .input(z.object({ id: key }))
    .output(done),
  orphans: route('GET', '/people/orphans', '无有效管户经理的客户').output(
    z.object({
      groups: z.array(
        z.object({
          /** null: customers the bank names no manager for */
          managerId: key.nullable(),
          name: z.string().nullable(),
          institutionId: key,
          institutionName: z.string(),
          customers: z.number().int(),
          leftOn: businessDate.nullable(),
        }),
      ),
    }),
  ),
  succeed: change('/people/successors', '指定接管人')
    .input(z.object({ managerId: key, institutionId: key, successorId: key }))
    .output(z.object({ id: key })),
  openLogin: change('/people/login/open', '开通登录')
    .input(
      ofPerson.extend({
        /** left out: the staff number */
        login: z
          .string()
          .trim()
          .regex(/^[A-Za-z0-9._-]{2,32}$/, '用户名为 2 至 32 位字母、数字、点、横线或下划线')
          .optional(),
      }),
    )
    .output(issued),
  closeLogin: change('/people/login/close', '关闭登录').input(ofPerson).output(done),
  unlockLogin: change('/people/login/unlock', '解锁登录').input(ofPerson).output(done),
  resetLogin: change('/people/login/reset', '重置密码').input(ofPerson).output(issued),
  institutions: route('GET', '/institutions', '机构树').output(
    z.object({ nodes: z.array(treeNode), clusters: z.array(cluster), mayEdit: z.boolean() }),
  ),
  saveCluster: change('/clusters', '保存群落')
    .input(
      z.object({
        id: key.optional(),
        name,
        fromOn: businessDate,
        members: z
          .array(z.object({ institutionId: key, role: z.enum(clusterRoles) }))
          .min(1)
          .max(40),
      }),
    )
    .output(z.object({ id: key })),
  endCluster: change('/clusters/end', '解散群落')
    .input(z.object({ id: key }))
    .output(done),
  myScope: route('GET', '/my-scope', '我的范围').output(
    z.object({ hats: z.array(hat), worn: z.string(), given: z.array(standIn), received: z.array(standIn), institutions: z.number().int() }),
  ),
  wearPost: change('/session/post', '切换岗位')
    .input(z.object({ key: z.string().max(40) }))
    .output(done),
}
