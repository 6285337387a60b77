using Deis.Platform.Data;
using Deis.Platform.Logs;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Activities;

/// <summary>Writes the platform's own lines into an app's log, in the form of the original: <c>deis[controller]: INFO …</c>.</summary>
public sealed class AppLog(DeisDbContext database, ILogStreams logs)
{
    /// <summary>Appends a line to the log of an app; does nothing when the app is gone.</summary>
    public async Task InfoAsync(Guid appId, string message, CancellationToken cancellationToken)
    {
        var app = await database.Apps.Where(a => a.Uuid == appId).Select(a => a.Id).SingleOrDefaultAsync(cancellationToken);
        if (app is not null)
        {
            await logs.AppendAsync(app, [new LogLine(LogLine.Controller, $"INFO {message}")], cancellationToken);
        }
    }
}
