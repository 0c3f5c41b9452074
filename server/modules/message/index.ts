/** What other modules and the composition roots may use of messages. */
export { messageRoutes } from './routes.ts'
export { templateApproval } from './templates.ts'
export { messageTasks, sweepMessages } from './send-task.ts'
export { gatewayList, openGateways, removeGateway, resealGateways, rotateKey, setSmtp, setWebhook } from './gateways/settings.ts'
export { messageTroubles } from './dispatch.sql.ts'
export { serveGateway } from './serve-gateway.ts'
export { longestValue, media, type Medium } from './message-terms.ts'

/**
 * Puts a message into the outbox in the transaction of the act it belongs to (`withScope`): a wording by its code, or words of one's own for care. See
 * `Draft`; a refusal says why, with what a screen points at, and writes nothing.
 * @public
 */
export { queueMessage, type MessageRefusal, type Queued } from './queue-message.ts'
/** @public */
export type { Draft } from './message-terms.ts'

/**
 * For whatever suggests words: what is said of whom, and how like another text of ours a text is (M25).
 * @public
 */
export { compareText, type Likeness } from './compare-text.ts'
/** @public */
export { recipientOf, type Recipient } from './recipient.sql.ts'
/** @public */
export { namesOf, valuesOf } from './salutation.rules.ts'
/** @public */
export { renderTemplate, templateProblem, templateVariables, type TemplateValues } from './template.rules.ts'
/** @public */
export { templateInUse } from './template.sql.ts'
/** @public */
export { maySend } from './message.policy.ts'
/** @public */
export { forbiddenIn, forbiddenWords } from './words.rules.ts'
/** @public */
export { fingerprintOf } from './likeness.rules.ts'
