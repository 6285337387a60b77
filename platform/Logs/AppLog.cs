using Deis.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Logs;

/// <summary>Writes the platform's own lines into an app's log, in the form of the original: <c>deis[controller]: INFO …</c>.</summary>
public sealed partial class AppLog(DeisDbContext database, ILogStreams logs, TimeProvider time, ILogger<AppLog> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Appends a message to the log of an app, one line for each of its own; does nothing when the app is gone.</summary>
    public Task InfoAsync(Guid appId, string message, CancellationToken cancellationToken) => AppendAsync(appId, "INFO", message, cancellationToken);

    /// <summary>As <see cref="InfoAsync"/>, for something that should be looked at.</summary>
    public Task WarnAsync(Guid appId, string message, CancellationToken cancellationToken) => AppendAsync(appId, "WARN", message, cancellationToken);

    /// <summary>Appends a message that a request has to tell. The change that it speaks of is made, so neither the caller nor a slow logger can stop it.</summary>
    public async Task TellAsync(string app, string message)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            await AppendAsync(app, [$"INFO {message}"], limit.Token);
        }
        catch (OperationCanceledException exception)
        {
            LinesLost(exception, app);
        }
    }

    /// <summary>Appends lines to a stream. A logger that is away costs the lines, not the operation that says them.</summary>
    public async Task AppendAsync(string stream, IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        try
        {
            await logs.AppendAsync(stream, [.. lines.Select(line => new LogLine(LogLine.Controller, line))], cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            LinesLost(exception, stream);
        }
    }

    private async Task AppendAsync(Guid appId, string level, string message, CancellationToken cancellationToken)
    {
        var app = await database.Apps.Where(a => a.Uuid == appId).Select(a => a.Id).SingleOrDefaultAsync(cancellationToken);
        if (app is not null)
        {
            await AppendAsync(app, [.. message.Split('\n').Select(line => $"{level} {line}")], cancellationToken);
        }
    }

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "The logger did not take lines of {Stream}; they are lost")]
    private partial void LinesLost(Exception exception, string stream);
}
