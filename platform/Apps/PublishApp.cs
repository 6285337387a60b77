using Deis.Platform.Data;
using Deis.Platform.Runtime;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Apps;

/// <summary>Tells the runtime of an app what the database has of it: that it has a place, and how requests reach it. Doing it again is no error.</summary>
public sealed class PublishApp(DeisDbContext database, AppPlace place, IAppRuntime runtime, AppRoutes routes)
{
    /// <summary>Does it, beside nobody else who publishes or changes the app's routing. No transaction may be open.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="closing">
    /// The operation whose work is done with it; null for none. Whoever changes the routing can rely on it: as long as the operation is open, it will tell his change too.
    /// </param>
    /// <param name="cancellationToken">Gives up; nothing may have been told then.</param>
    /// <returns>False, with nothing done: the app is gone or being destroyed.</returns>
    /// <exception cref="PlaceTakenException">Its place is somebody else's.</exception>
    public Task<bool> ExecuteAsync(Guid appId, string? closing, CancellationToken cancellationToken) => place.RouteAsync(
        appId,
        operation: null,
        async app =>
        {
            await runtime.EnsureAppAsync(app.Id, cancellationToken);
            // Of a new app it is its host, which says until a deploy that nothing runs yet, and not that there is no such app.
            await runtime.PublishRoutingAsync(await routes.OfAsync(app, cancellationToken), cancellationToken);
            if (closing is not null)
            {
                await database.Operations.Where(o => o.Id == closing).ExecuteUpdateAsync(o => o.SetProperty(row => row.Open, false), cancellationToken);
            }
        },
        cancellationToken);
}
