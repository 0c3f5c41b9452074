import { approvalContract } from './modules/approval/contract.ts'
import { auditContract } from './modules/audit/contract.ts'
import { careContract } from './modules/care/contract.ts'
import { contactContract } from './modules/contact/contract.ts'
import { customerContract } from './modules/customer/contract.ts'
import { dossierContract } from './modules/dossier/contract.ts'
import { duplicateContract } from './modules/duplicate/contract.ts'
import { exportContract } from './modules/export/contract.ts'
import { extractContract } from './modules/extract/contract.ts'
import { feedbackContract } from './modules/feedback/contract.ts'
import { handoverContract } from './modules/handover/contract.ts'
import { messageContract } from './modules/message/contract.ts'
import { organisationContract } from './modules/organisation/contract.ts'
import { signOnContract } from './modules/organisation/sign-on/contract.ts'
import { peopleContract } from './modules/organisation/people/contract.ts'
import { payrollContract } from './modules/payroll/contract.ts'
import { conversionContract } from './modules/points/conversion/contract.ts'
import { giftContract } from './modules/points/gifts/contract.ts'
import { oversightContract } from './modules/points/oversight/contract.ts'
import { linkContract, ownPageContract } from './modules/points/links/contract.ts'
import { rewardContract } from './modules/points/rewards/contract.ts'
import { settlementContract } from './modules/points/settlement/contract.ts'
import { giftSheetContract } from './modules/points/sheets/contract.ts'
import { transferContract } from './modules/points/transfers/contract.ts'
import { healthContract } from './modules/health/contract.ts'
import { plannerContract } from './modules/planner/contract.ts'
import { policyContract } from './modules/policy/contract.ts'
import { privacyContract } from './modules/privacy/contract.ts'
import { prospectContract } from './modules/prospect/contract.ts'
import { reportContract } from './modules/report/contract.ts'
import { retentionContract } from './modules/retention/contract.ts'
import { modelContract } from './modules/retention/models/contract.ts'
import { playContract } from './modules/retention/plays/contract.ts'
import { wakeUpContract } from './modules/retention/wake-up/contract.ts'
import { suitabilityContract } from './modules/suitability/contract.ts'
import { talkContract } from './modules/talk/contract.ts'
import { todayContract } from './modules/today/contract.ts'
import { watchContract } from './modules/watch/contract.ts'
import { warningContract } from './modules/warning/contract.ts'
import { riskGroupContract } from './modules/warning/groups/contract.ts'

/** All that the server offers, for the web client and the OpenAPI document. Safe in a browser. */
export const contract = {
  organisation: organisationContract,
  signOn: signOnContract,
  people: peopleContract,
  customer: customerContract,
  report: reportContract,
  export: exportContract,
  extract: extractContract,
  audit: auditContract,
  privacy: privacyContract,
  contact: contactContract,
  message: messageContract,
  care: careContract,
  dossier: dossierContract,
  retention: retentionContract,
  play: playContract,
  wakeUp: wakeUpContract,
  model: modelContract,
  handover: handoverContract,
  prospect: prospectContract,
  duplicate: duplicateContract,
  feedback: feedbackContract,
  talk: talkContract,
  today: todayContract,
  watch: watchContract,
  suitability: suitabilityContract,
  warning: warningContract,
  riskGroup: riskGroupContract,
  approval: approvalContract,
  policy: policyContract,
  reward: rewardContract,
  payroll: payrollContract,
  planner: plannerContract,
  health: healthContract,
  conversion: conversionContract,
  oversight: oversightContract,
  gift: giftContract,
  giftTransfer: transferContract,
  giftSheet: giftSheetContract,
  pointsLink: linkContract,
  ownPoints: ownPageContract,
  settlement: settlementContract,
}
