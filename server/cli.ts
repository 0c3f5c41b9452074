import { createProgram, runProgram } from './commands/program.ts'
import { auditCommand } from './commands/audit.ts'
import { calendarCommand } from './commands/calendar.ts'
import { cellCommand } from './commands/cell.ts'
import { backupCommand } from './commands/backup.ts'
import { doctorCommand } from './commands/doctor.ts'
import { gatewayCommand } from './commands/gateway.ts'
import { learnCommand } from './commands/learn.ts'
import { ledgerCommand } from './commands/ledger.ts'
import { backfillCommand } from './commands/backfill.ts'
import { loadCommand } from './commands/load.ts'
import { nightCommand } from './commands/night.ts'
import { publishCommand } from './commands/publish.ts'
import { policyCommand } from './commands/policy.ts'
import { restoreCommand } from './commands/restore.ts'
import { secretsCommand } from './commands/secrets.ts'
import { simulateCommand } from './commands/simulate.ts'
import { startCommand } from './commands/start.ts'
import { totalsCommand } from './commands/totals.ts'
import { userCommand } from './commands/user.ts'

const commands = [
  startCommand,
  backfillCommand,
  loadCommand,
  nightCommand,
  publishCommand,
  totalsCommand,
  cellCommand,
  simulateCommand,
  userCommand,
  secretsCommand,
  gatewayCommand,
  auditCommand,
  learnCommand,
  ledgerCommand,
  policyCommand,
  calendarCommand,
  backupCommand,
  restoreCommand,
  doctorCommand,
]

process.exitCode = await runProgram(createProgram(process.env, commands), process.argv)
