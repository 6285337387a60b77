using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Domains;

/// <summary>Takes a host name from an app. It no longer leads there when this returns.</summary>
public sealed partial class RemoveDomain(
    DeisDbContext database,
    AppAccess access,
    AppPlace place,
    AppRoutes routes,
    IAppRuntime runtime,
    ILogger<RemoveDomain> logger)
{
    /// <summary>Takes it; the name may be in ASCII or in Unicode.</summary>
    public async Task<Result<Unit>> ExecuteAsync(string id, User user, string name, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Own, cancellationToken)).TryGet(out var app, out var error))
        {
            return error;
        }
        var ascii = DomainName.Read(name).TryGet(out var read, out _) ? read : name;
        var removed = 0;
        try
        {
            if (!await place.RouteAsync(app.Uuid, operation: null, RemoveAsync, cancellationToken))
            {
                return Apps.Errors.Destroying(id);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            RuntimeFailed(e, id);
            return Errors.RuntimeFailed;
        }
        return removed > 0 ? Unit.Value : Errors.NotFound;

        async Task RemoveAsync(App routed)
        {
            removed = await database.Domains.Where(d => d.AppId == routed.Uuid && d.Name == ascii).ExecuteDeleteAsync(cancellationToken);
            if (removed > 0)
            {
                await runtime.PublishRoutingAsync(await routes.OfAsync(routed, cancellationToken), cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 2112, Level = LogLevel.Error, Message = "The routing of app {App} could not be changed; its domain was not removed")]
    private partial void RuntimeFailed(Exception exception, string app);
}
