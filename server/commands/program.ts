import { Command, CommanderError } from 'commander'
import project from '../../package.json' with { type: 'json' }
import { widthOf } from '../platform/terminal/width.ts'
import { CommandEnd, createContext, exitCodes, type CommandContext } from './command-context.ts'

/** Adds one command to the program. One file a command. */
export type Register = (program: Command, context: CommandContext) => void

const titles: Record<string, string> = {
  'Usage:': '用法：',
  'Options:': '选项：',
  'Global Options:': '通用选项：',
  'Commands:': '命令：',
  'Arguments:': '参数：',
}

/** Commander speaks English; what people meet most is said in Chinese. */
const wordings: [RegExp, string][] = [
  [/^error: unknown command '(.*)'/, '没有 $1 这个命令'],
  [/^error: unknown option '(.*)'/, '没有 $1 这个选项'],
  [/^error: missing required argument '(.*)'/, '缺少参数 <$1>'],
  [/^error: required option '(.*)' not specified/, '缺少选项 $1'],
  [/^error: option '(.*)' argument missing/, '选项 $1 要有值'],
  [/^error: too many arguments.*/, '参数太多'],
  [
    /^error: (?:option|command-argument value) '(.*?)'.* argument '(.*)' is invalid\. ?(?:Allowed choices are (.*)\.)?/,
    '$1 的值 $2 不对。$3 ',
  ],
  [/^error: /, ''],
]
const inChinese = (text: string) => wordings.reduce((said, [pattern, wording]) => said.replace(pattern, wording), text)

/** The program `liuke` with the given commands; help in Chinese, wrong usage ends with code 2. */
export function createProgram(env: NodeJS.ProcessEnv, commands: readonly Register[]): Command {
  const program = new Command('liuke')
  program
    .description('留客：帮助银行网点留住客户、做深客户的开放系统')
    .version(project.version, '-V, --version', '显示版本')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [命令]', '显示命令的帮助')
    .option('--json', '结果以 JSON 输出到标准输出（进度和提示在标准错误）')
    .configureHelp({ styleTitle: (title) => titles[title] ?? title, displayWidth: widthOf, showGlobalOptions: true })
    .configureOutput({ outputError: (text, write) => write(`用法不对：${inChinese(text)}`) })
    .showHelpAfterError('运行 liuke --help 查看用法')
    .exitOverride()
  const context = createContext(program, env)
  for (const register of commands) register(program, context)
  inherit(program)
  return program
}

/** Commands of commands, too, take over how the program speaks and ends. */
function inherit(parent: Command): void {
  parent.usage(
    parent.commands.length > 0
      ? '[选项] [命令]'
      : ['[选项]', ...parent.registeredArguments.map((argument) => `<${argument.name()}>`)].join(' '),
  )
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent).helpOption('-h, --help', '显示帮助')
    if (command.commands.length > 0) command.helpCommand('help [命令]', '显示命令的帮助')
    inherit(command)
  }
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
