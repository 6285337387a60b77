using System.Runtime.InteropServices;
using Deis.Local;
using Deis.Local.Startup;
using Spectre.Console;

var screen = new Screen(Terminal(Console.Out, Console.IsOutputRedirected), Terminal(Console.Error, Console.IsErrorRedirected));
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    await new LocalRun(CommandLine.Parse(args, Environment.GetEnvironmentVariable), screen, TimeProvider.System).RunAsync(stop.Token);
    return 0;
}
catch (LocalException failure)
{
    screen.Failure(failure.Message, failure.Advice);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}

static IAnsiConsole Terminal(TextWriter writer, bool redirected)
{
    var plain = redirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
    var console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        Out = new AnsiConsoleOutput(writer),
    });
    // Lines are for people and for grep: the terminal may wrap them, we do not.
    console.Profile.Width = int.MaxValue;
    return console;
}
