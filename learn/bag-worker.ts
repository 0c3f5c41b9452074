/** A worker thread: fits the bags it is asked for, one after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import { fitBag, type BagInput } from './bag.ts'

parentPort?.on('message', (bag: number) => parentPort?.postMessage({ bag, fitted: fitBag(workerData as BagInput, bag) }))
