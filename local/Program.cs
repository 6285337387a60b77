using System.Runtime.InteropServices;
using Deis.Local;
using Deis.Local.Startup;
using Spectre.Console;

var screen = new Screen(AnsiConsole.Console, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    if (CommandLine.Parse(args) is not { } options)
    {
        screen.Line(CommandLine.Usage);
        return 0;
    }

    await new LocalRun(options, screen, TimeProvider.System).RunAsync(stop.Token);
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
