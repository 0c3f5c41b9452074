import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { startBackground } from './background.ts'
import { contract } from './contract.ts'
import { runDuties } from './duties.ts'
import { approvalRoutes, type ApprovalKind } from './modules/approval/index.ts'
import { auditRoutes } from './modules/audit/index.ts'
import { careRoutes } from './modules/care/index.ts'
import { contactRoutes } from './modules/contact/index.ts'
import { customerRoutes } from './modules/customer/index.ts'
import { dossierRoutes } from './modules/dossier/index.ts'
import { duplicateRoutes } from './modules/duplicate/index.ts'
import { exportApprovals, exportRoutes, FileStore, type ExportContext } from './modules/export/index.ts'
import { extractRoutes } from './modules/extract/index.ts'
import { feedbackRoutes } from './modules/feedback/index.ts'
import { healthRoutes, type HealthContext } from './modules/health/index.ts'
import { handoverRoutes } from './modules/handover/index.ts'
import { messageRoutes, serveGateway, templateApproval } from './modules/message/index.ts'
import {
  deviceOf,
  isProvedLately,
  organisationRoutes,
  peopleRoutes,
  Provider,
  recentSession,
  serveSingleSignOn,
  signOnRoutes,
  type Door,
  type OrganisationContext,
  type PeopleContext,
  type SingleSignOnSettings,
} from './modules/organisation/index.ts'
import {
  conversionRoutes,
  countApproval,
  giftRoutes,
  giftSheetRoutes,
  linkRoutes,
  oversightRoutes,
  ownPageRoutes,
  rewardApprovals,
  rewardRoutes,
  settlementRoutes,
  transferRoutes,
} from './modules/points/index.ts'
import { payrollRoutes } from './modules/payroll/index.ts'
import { plannerRoutes } from './modules/planner/index.ts'
import { policyApprovals } from './modules/policy/approval-kinds.ts'
import { policyRoutes } from './modules/policy/routes.ts'
import { privacyRoutes } from './modules/privacy/index.ts'
import { prospectRoutes } from './modules/prospect/index.ts'
import { reportRoutes } from './modules/report/index.ts'
import { leaveApprovals, modelApproval, modelRoutes, playRoutes, retentionRoutes, wakeUpRoutes } from './modules/retention/index.ts'
import { suitabilityRoutes } from './modules/suitability/index.ts'
import { talkApproval, talkRoutes } from './modules/talk/index.ts'
import { todayRoutes } from './modules/today/index.ts'
import { watchRoutes } from './modules/watch/index.ts'
import { riskGroupRoutes, warningRoutes } from './modules/warning/index.ts'
import type { Databases } from './platform/database/pools.ts'
import type { Report } from './platform/http/errors.ts'
import type { Screens } from './platform/http/screens.ts'
import { createServer } from './platform/http/server.ts'
import { sessionCookie } from './platform/http/session-cookie.ts'
import { projectDir } from './platform/home.ts'
import { passingSecrets, type Secrets } from './platform/secrets/secrets.ts'
import { readLongestDeputyDays } from './people-policy.ts'
import { readSignInRules } from './sign-in-policy.ts'
import project from '../package.json' with { type: 'json' }

export interface Parts {
  databases: Databases
  screens: Screens
  report: Report
  /** the clock of everything that asks for the time */
  now?: () => Date
  trustProxy?: string | undefined
  /** where customers' phones reach the bank's pages; left out, nobody has said so */
  publicUrl?: string | undefined
  /** false: another process runs the jobs of this database; left out, this one does */
  background?: boolean
  /** where files taken out lie; left out, a folder for temporary files */
  exportsDir?: string
  /** seals second factors; left out, they are lost with the process */
  secrets?: Secrets
  /** the bank's identity provider, if it has one */
  singleSignOn?: SingleSignOnSettings | undefined
  /** sign-ins an address may try in a minute; a whole branch may sit behind one */
  signInsPerMinute?: number
}

/** What can be asked for and approved: one kind a line. */
const approvalKinds: readonly ApprovalKind[] = [
  ...Object.values(policyApprovals),
  ...Object.values(exportApprovals),
  ...Object.values(rewardApprovals),
  countApproval,
  ...Object.values(leaveApprovals),
  modelApproval,
  talkApproval,
  templateApproval,
]

/** The routes of every module. */
const router = {
  organisation: organisationRoutes,
  signOn: signOnRoutes,
  people: peopleRoutes,
  customer: customerRoutes,
  report: reportRoutes,
  export: exportRoutes,
  extract: extractRoutes,
  audit: auditRoutes,
  privacy: privacyRoutes,
  contact: contactRoutes,
  message: messageRoutes,
  care: careRoutes,
  dossier: dossierRoutes,
  retention: retentionRoutes,
  play: playRoutes,
  wakeUp: wakeUpRoutes,
  model: modelRoutes,
  handover: handoverRoutes,
  prospect: prospectRoutes,
  duplicate: duplicateRoutes,
  feedback: feedbackRoutes,
  talk: talkRoutes,
  today: todayRoutes,
  watch: watchRoutes,
  suitability: suitabilityRoutes,
  warning: warningRoutes,
  riskGroup: riskGroupRoutes,
  approval: approvalRoutes(approvalKinds),
  policy: policyRoutes,
  reward: rewardRoutes,
  payroll: payrollRoutes,
  planner: plannerRoutes,
  health: healthRoutes,
  conversion: conversionRoutes,
  oversight: oversightRoutes,
  gift: giftRoutes,
  giftTransfer: transferRoutes,
  giftSheet: giftSheetRoutes,
  pointsLink: linkRoutes,
  ownPoints: ownPageRoutes,
  settlement: settlementRoutes,
}

/** Puts the modules together into one server, ready to listen. */
export async function composeServer(parts: Parts): Promise<FastifyInstance> {
  const { databases, screens, report, now = () => new Date(), secrets = passingSecrets() } = parts
  const { app: database, owner: accounts } = databases
  const exportFiles = new FileStore(parts.exportsDir ?? join(tmpdir(), `liuke-exports-${process.pid}`))
  const signInRules = readSignInRules(accounts, now)
  const perMinute = parts.signInsPerMinute ?? 120
  const door = async (request: FastifyRequest): Promise<Door> => {
    const visit = { address: request.ip, device: deviceOf(request.headers['user-agent']) }
    return { accounts, rules: await signInRules(), secrets, visit }
  }
  const context = (request: FastifyRequest, reply: FastifyReply): OrganisationContext & PeopleContext & ExportContext & HealthContext => {
    const session = sessionCookie(request, reply)
    const { token } = session
    return {
      database,
      accounts,
      now,
      publicUrl: parts.publicUrl,
      session,
      singleSignOnName: parts.singleSignOn?.name,
      exportFiles,
      secrets,
      longestDeputyDays: () => readLongestDeputyDays(accounts, now()),
      authenticate: async () => (token ? recentSession(accounts, token, await signInRules(), now()) : undefined),
      isProvedLately: async () => token !== undefined && isProvedLately(accounts, token, await signInRules(), now()),
      door: () => door(request),
    }
  }
  const passwords = [
    { rpc: '/organisation/signIn', v1: '/session' },
    { rpc: '/signOn/prove', v1: '/session/proof' },
    { rpc: '/signOn/changePassword', v1: '/account/password' },
    { rpc: '/signOn/confirmSecondFactor', v1: '/account/second-factor/confirm' },
    // whoever has no login: the token of a customer's page is tried no faster
    { rpc: '/ownPoints/show', v1: '/own-points' },
    { rpc: '/ownPoints/redeem', v1: '/own-points/redemptions' },
    { rpc: '/ownPoints/cancel', v1: '/own-points/redemptions/cancel' },
  ]
  const server = await createServer({
    api: { router, context, passwords, passwordsPerMinute: perMinute },
    pages: (app) => {
      serveGateway(app, { owner: accounts, secrets, now, perMinute })
      if (parts.singleSignOn) serveSingleSignOn(app, { provider: new Provider(parts.singleSignOn), door, now, report, perMinute })
    },
    contract,
    info: { title: '留客', version: project.version },
    screens,
    anyFolder: projectDir,
    report,
    trustProxy: parts.trustProxy,
  })
  let endDuties = async () => {}
  let endJobs = async () => {}
  server.addHook('onListen', async () => {
    endDuties = runDuties({ owner: databases.owner, now, onTrouble: (error) => report('duty', error) })
    if (parts.background ?? true)
      endJobs = startBackground({ databases, exportFiles, secrets, now, onTrouble: (error) => report('job', error) }).stop
  })
  server.addHook('onClose', () => Promise.all([endDuties(), endJobs()]))
  return server
}
