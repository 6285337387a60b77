using System.Globalization;
using System.Runtime.InteropServices;
using Deis.Logger;
using Microsoft.Extensions.Logging;

LoggerOptions options;
try
{
    options = LoggerSettings.Read(Environment.GetEnvironmentVariable);
}
catch (FormatException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}

var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, RequestStop);
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, RequestStop);

using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
LoggerServer server;
try
{
    server = await LoggerServer.StartAsync(options, loggers);
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}

await using var running = server;
await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Listening on {server.EndPoint?.ToString() ?? options.Listen}"));
await stop.Task;
await server.StopAsync(CancellationToken.None);
return 0;

void RequestStop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}
