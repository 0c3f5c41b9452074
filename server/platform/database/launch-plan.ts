import { chownSync, lstatSync, readdirSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** How a program is run so that PostgreSQL accepts its user and it does not outlive us. */
export interface LaunchPlan {
  /** the words to spawn for a program that gets `signal` from the kernel when we die */
  words: (program: string, args: readonly string[], signal: 'INT' | 'KILL') => [command: string, ...args: string[]]
  /** user and group to spawn as, when the prefix does not see to it */
  as: { uid: number; gid: number } | undefined
  /** who must own the data on disk */
  owner: { uid: number; gid: number }
  /** the kernel ends the program when we die; else a watchdog has to */
  diesWithUs: boolean
}

const works = (command: readonly string[]): boolean =>
  spawnSync(command[0] ?? '', command.slice(1), { stdio: 'ignore', timeout: 5_000 }).status === 0

const ownNamespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']
const dropToNobody = ['--reuid', '65534', '--regid', '65534', '--clear-groups']
export const nobody = { uid: 65534, gid: 65534 }

/** We may have died before the kernel was asked to tell: the program starts only if its parent is still us. */
const onlyWithParent = ['sh', '-c', '[ "$PPID" = "$0" ] || exit 1; exec "$@"']

/**
 * PostgreSQL refuses to run as root. As root we therefore give it a user namespace of its own, where files stay root's and no folder above
 * needs to be opened; where namespaces are switched off it runs as `nobody` and the data is handed over to that user.
 */
export function chooseLaunchPlan(uid: number = process.getuid?.() ?? 0, gid: number = process.getgid?.() ?? 0): LaunchPlan {
  const setpriv = works(['setpriv', '--pdeathsig', 'INT', '--', 'true'])
  const plan = (before: readonly string[], drop: readonly string[], rest: Pick<LaunchPlan, 'as' | 'owner'>): LaunchPlan => ({
    words: (program, args, signal) => {
      const dying = setpriv ? ['setpriv', ...drop, '--pdeathsig', signal, '--', ...onlyWithParent, String(process.pid)] : []
      const [command = program, ...words] = [...before, ...dying, program, ...args]
      return [command, ...words]
    },
    diesWithUs: setpriv,
    ...rest,
  })
  const self = { as: undefined, owner: { uid, gid } }
  if (uid !== 0) return plan([], [], self)
  if (works([...ownNamespace, 'true'])) return plan(ownNamespace, [], self)
  if (setpriv && works(['setpriv', ...dropToNobody, '--', 'true'])) return plan([], dropToNobody, { as: undefined, owner: nobody })
  return plan([], [], { as: nobody, owner: nobody })
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
