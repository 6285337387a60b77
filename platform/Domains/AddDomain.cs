using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Domains;

/// <summary>Gives an app another host name. It leads to the app when this returns.</summary>
public sealed partial class AddDomain(
    DeisDbContext database,
    AppAccess access,
    AppPlace place,
    AppRoutes routes,
    IAppRuntime runtime,
    TimeProvider time,
    ILogger<AddDomain> logger)
{
    /// <summary>The stored name, or why it cannot be.</summary>
    /// <param name="id">The app.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="asked">The name, or why the request has none; whether the app is there is said first.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Result<Domain>> ExecuteAsync(string id, User user, Result<string> asked, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error) ||
            !asked.TryGet(out var name, out error) ||
            !DomainName.Read(name).TryGet(out var ascii, out error))
        {
            return error;
        }
        if (await CollisionAsync(name, ascii, cancellationToken) is { } taken)
        {
            return taken;
        }
        var now = time.GetUtcNow();
        var domain = new Domain { AppId = app.Uuid, OwnerId = user.Id, Name = ascii, Created = now, Updated = now };
        try
        {
            return await place.RouteAsync(app.Uuid, operation: null, StoreAsync, cancellationToken) ? domain : Apps.Errors.Destroying(id);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            return Errors.Taken;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            RuntimeFailed(e, id);
            return Errors.RuntimeFailed;
        }

        async Task StoreAsync(App routed)
        {
            database.Domains.Add(domain);
            await database.SaveChangesAsync(cancellationToken);
            await runtime.PublishRoutingAsync(await routes.OfAsync(routed, cancellationToken), cancellationToken);
        }
    }

    // Routers do not look at the case of a name, so two apps must not have it in two.
    private async Task<Error?> CollisionAsync(string name, string ascii, CancellationToken cancellationToken)
    {
        var lower = ascii.ToLowerInvariant();
        if (!await database.Domains.FromSql($"select * from deis.domains where lower(domain) = {lower}").AnyAsync(cancellationToken))
        {
            return null;
        }
        return name.TrimEnd('.') == ascii ? Errors.Taken : Errors.TakenAs(name);
    }

    [LoggerMessage(EventId = 2111, Level = LogLevel.Error, Message = "The routing of app {App} could not be changed; its domain was not added")]
    private partial void RuntimeFailed(Exception exception, string app);
}
