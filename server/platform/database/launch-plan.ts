import { chownSync, lstatSync, readdirSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** How a program is run so that PostgreSQL accepts its user and it does not outlive us. */
export interface LaunchPlan {
  /** put before the program and its arguments */
  prefix: readonly string[]
  /** user and group to spawn as, when the prefix does not see to it */
  as: { uid: number; gid: number } | undefined
  /** who must own the data on disk */
  owner: { uid: number; gid: number }
  /** the kernel ends the program when we die; else a watchdog has to */
  diesWithUs: boolean
}

const works = (command: readonly string[]): boolean => spawnSync(command[0] ?? '', command.slice(1), { stdio: 'ignore', timeout: 5_000 }).status === 0

const dieWithParent = ['setpriv', '--pdeathsig', 'INT', '--']
const ownNamespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']
const nobody = { uid: 65534, gid: 65534 }

/**
 * PostgreSQL refuses to run as root. As root we therefore give it a user namespace of its own, where files stay root's and no folder above
 * needs to be opened; where namespaces are switched off it runs as `nobody` and the data is handed over to that user.
 */
export function chooseLaunchPlan(uid: number = process.getuid?.() ?? 0, gid: number = process.getgid?.() ?? 0): LaunchPlan {
  const setpriv = works([...dieWithParent, 'true'])
  const tail = setpriv ? dieWithParent : []
  const self = { uid, gid }
  if (uid !== 0) return { prefix: tail, as: undefined, owner: self, diesWithUs: setpriv }
  if (works([...ownNamespace, ...tail, 'true'])) return { prefix: [...ownNamespace, ...tail], as: undefined, owner: self, diesWithUs: setpriv }
  const drop = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups', '--pdeathsig', 'INT', '--']
  if (setpriv && works([...drop, 'true'])) return { prefix: drop, as: undefined, owner: nobody, diesWithUs: true }
  return { prefix: [], as: nobody, owner: nobody, diesWithUs: false }
}

/** Hands a folder and all below it to `owner`, unless the folder is already theirs. */
export function handOver(path: string, owner: LaunchPlan['owner']): void {
  if (lstatSync(path).uid === owner.uid) return
  const walk = (at: string) => {
    if (lstatSync(at).isDirectory()) for (const name of readdirSync(at)) walk(join(at, name))
    chownSync(at, owner.uid, owner.gid)
  }
  walk(path)
}
