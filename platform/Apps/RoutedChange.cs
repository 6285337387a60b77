using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Apps;

/// <summary>
/// Changes something that decides how requests reach an app, one change at a time per app: in the database and at the router, or not at all. Who does not
/// wait for the router has the change stored together with an order to tell it (<see cref="IRuntimeNotice"/>).
/// </summary>
public sealed partial class RoutedChange(
    DeisDbContext database, AppPlace place, IRuntimeNotice notice, AppLog log, ILogger<RoutedChange> logger)
{
    /// <summary>What <paramref name="change"/> says; when that is no failure, it is in force, or will be.</summary>
    /// <param name="app">The app.</param>
    /// <param name="failure">What the user hears when the runtime could not be told.</param>
    /// <param name="change">Changes rows of the context; is given the app, as it is now.</param>
    /// <param name="told">What the app's log says of a change that was made; null when there is nothing to say.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <exception cref="DbUpdateException">The rows cannot be stored.</exception>
    /// <exception cref="Npgsql.NpgsqlException">The database is away.</exception>
    public async Task<Result<T>> ExecuteAsync<T>(
        App app, Error failure, Func<App, Task<Result<T>>> change, Func<T, string?> told, CancellationToken cancellationToken)
    {
        Result<T> result = Errors.Destroying(app.Id);
        try
        {
            await place.RouteAsync(app.Uuid, operation: null, PublishAsync, cancellationToken);
        }
        catch (Exception e) when (e is not DbUpdateException && DatabaseErrors.Unavailable(e) is null && !cancellationToken.IsCancellationRequested)
        {
            Failed(e, app.Id);
            return failure;
        }
        if (result.TryGet(out var made, out _) && told(made) is { } message)
        {
            await log.TellAsync(app.Id, message);
        }
        return result;

        async Task PublishAsync(App routed)
        {
            result = await change(routed);
            if (result.Error is null)
            {
                await database.SaveChangesAsync(cancellationToken);
                await notice.PublishRoutingAsync(routed, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 2111, Level = LogLevel.Error, Message = "The routing of app {App} could not be changed; it stays as it is")]
    private partial void Failed(Exception exception, string app);
}
