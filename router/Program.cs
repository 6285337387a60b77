using System.Runtime.InteropServices;
using Deis.Router;
using Deis.Router.AccessLog;
using Deis.Router.Routes;
using Deis.Router.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

// The router never blocks a thread, so what a socket brings is handled where it is noticed: a third less time per request. The runtime reads
// this when the first socket is made.
const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
    Environment.SetEnvironmentVariable(InlineCompletions, "1");

RouterSettings settings;
try
{
    settings = RouterSettings.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build());
}
catch (FormatException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}

using var stop = new CancellationTokenSource();
using var onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, RequestStop);
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, RequestStop);

// Standard output is the access log's.
using var loggers = LoggerFactory.Create(logging =>
{
    logging.AddSimpleConsole(console => console.SingleLine = true);
    logging.Services.Configure<ConsoleLoggerOptions>(console =>
    {
        console.LogToStandardErrorThreshold = LogLevel.Trace;
        console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
    });
});
await using var output = Console.OpenStandardOutput();
await using var accessLog = new StreamAccessLog(output, loggers, TimeProvider.System);
using var routes = new RouteTable(settings.PlatformDomain);
await using var router = new RouterServer(settings.Options, routes, loggers, accessLog);
await router.StartAsync(stop.Token);
try
{
    await RouteSources.RunAsync(settings.RoutesPath, routes, loggers, stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await router.StopAsync(CancellationToken.None);
}

return 0;

void RequestStop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
