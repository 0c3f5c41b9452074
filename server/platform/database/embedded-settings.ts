import { existsSync, statfsSync } from 'node:fs'
import { totalmem } from 'node:os'

const mebibyte = 1024 * 1024
const between = (low: number, value: number, high: number) => Math.round(Math.min(high, Math.max(low, value)))

/**
 * Settings of the embedded server, sized for a machine of 2–8 GB that also runs the night. A commit that was answered is on disk
 * (`synchronous_commit`); `wal_level = replica` lets `liuke backup` copy a running server.
 */
export function embeddedSettings(durable: boolean, memoryBytes: number = totalmem()): Record<string, string> {
  const memory = memoryBytes / mebibyte
  return {
    listen_addresses: '',
    max_connections: '200',
    shared_buffers: `${between(96, memory / 10, 512)}MB`,
    effective_cache_size: `${between(256, memory / 2, 4096)}MB`,
    work_mem: `${between(8, memory / 256, 32)}MB`,
    maintenance_work_mem: `${between(64, memory / 16, 256)}MB`,
    max_wal_size: '2GB',
    wal_level: durable ? 'replica' : 'minimal',
    max_wal_senders: '0',
    synchronous_commit: durable ? 'on' : 'off',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
    lc_messages: 'C',
    unix_socket_permissions: '0700',
    dynamic_shared_memory_type: smallSharedMemory() ? 'mmap' : 'posix',
  }
}

/** Containers often give /dev/shm 64 MB, too little for parallel queries. */
function smallSharedMemory(): boolean {
  if (!existsSync('/dev/shm')) return false
  const { bavail, bsize } = statfsSync('/dev/shm')
  return bavail * bsize < 256 * mebibyte
}
