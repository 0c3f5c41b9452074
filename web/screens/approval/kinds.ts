import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import type { PayloadProps } from './payload.ts'

type Picture = LazyExoticComponent<ComponentType<PayloadProps>>

const policyChange: Picture = lazy(() => import('../policy/change-payload.tsx').then((module) => ({ default: module.ChangePayload })))

const exportFile: Picture = lazy(() => import('../export/export-payload.tsx').then((module) => ({ default: module.ExportPayload })))

const leaveOffer: Picture = lazy(() => import('../retention/offer-payload.tsx').then((module) => ({ default: module.OfferPayload })))

const attritionModel: Picture = lazy(() => import('../retention/model-payload.tsx').then((module) => ({ default: module.ModelPayload })))

/** How the content of a request is shown, by kind; a kind that is not here is shown as names and values. One line a kind. */
export const pictures: Partial<Record<string, Picture>> = {
  policy: policyChange,
  attrition_model: attritionModel,
  policy_protection: policyChange,
  policy_pack: policyChange,
  leave_offer: leaveOffer,
  export_file: exportFile,
  export_clear: exportFile,
}
