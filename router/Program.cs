using System.Runtime.InteropServices;
using Deis.Router;
using Deis.Router.Routes;
using Deis.Router.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

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

using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
using var routes = new RouteTable(settings.PlatformDomain);
await using var router = new RouterServer(settings.Options, routes, loggers);
await router.StartAsync(stop.Token);
try
{
    await new FileRouteSource(settings.RoutesPath, TimeProvider.System, loggers.CreateLogger<FileRouteSource>()).RunAsync(routes, stop.Token);
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
