import { canonicalDelivery } from './canonical-delivery.ts'
import type { Delivery, DeliveryRequest } from './delivery.ts'
import { mappedDelivery } from './mapped-delivery.ts'

/** Finds the files of a delivery. What is amiss is added to the problems; then the result may be undefined. */
export const readDelivery = (request: DeliveryRequest): Delivery | undefined =>
  request.mapping === 'canonical' ? canonicalDelivery(request) : mappedDelivery(request)
