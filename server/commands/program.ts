import { Command, CommanderError } from 'commander'
import project from '../../package.json' with { type: 'json' }
import { CommandEnd, createContext, exitCodes, type CommandContext } from './command-context.ts'

/** Adds one command to the program. One file a command. */
export type Register = (program: Command, context: CommandContext) => void

const titles: Record<string, string> = { 'Usage:': '用法：', 'Options:': '选项：', 'Commands:': '命令：', 'Arguments:': '参数：' }

/** The program `liuke` with the given commands; help in Chinese, wrong usage ends with code 2. */
export function createProgram(env: NodeJS.ProcessEnv, commands: readonly Register[]): Command {
  const program = new Command('liuke')
  program
    .description('留客：帮助银行网点留住客户、做深客户的开放系统')
    .version(project.version, '-V, --version', '显示版本')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [命令]', '显示命令的帮助')
    .option('--json', '结果以 JSON 输出到标准输出（进度和提示在标准错误）')
    .configureHelp({ styleTitle: title => titles[title] ?? title, showGlobalOptions: true })
    .configureOutput({ outputError: (text, write) => write(`用法不对：${text.replace(/^error: /, '')}`) })
    .showHelpAfterError('运行 liuke --help 查看用法')
    .exitOverride()
  const context = createContext(program, env)
  for (const register of commands) register(program, context)
  for (const command of program.commands) command.helpOption('-h, --help', '显示帮助').copyInheritedSettings(program)
  return program
}

/** Runs the command line and returns the exit code. */
export async function runProgram(program: Command, argv: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(argv)
    return exitCodes.done
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    if (error instanceof CommandEnd) {
      if (error.message) process.stderr.write(`${error.message}\n`)
      return error.exitCode
    }
    process.stderr.write(`出错了：${error instanceof Error ? error.message : String(error)}\n`)
    if (process.env['LIUKE_DEBUG']) process.stderr.write(`${error instanceof Error ? error.stack : ''}\n`)
    else process.stderr.write('运行 liuke doctor 检查环境；设置 LIUKE_DEBUG=1 可看到完整的错误。\n')
    return exitCodes.failed
  }
}
