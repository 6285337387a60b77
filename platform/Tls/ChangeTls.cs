using System.Text.Json.Nodes;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Tls;

/// <summary>Says whether an app is only reached by HTTPS. It is in force when this returns.</summary>
public sealed class ChangeTls(DeisDbContext database, AppAccess access, RoutedChange routed, IAppRuntime runtime, TimeProvider time)
{
    private const string Field = "https_enforced";

    private static readonly Error RuntimeFailed = Error.Unavailable("The router could not be told of the change; nothing was changed. Try again in a moment.");

    private static readonly Error CannotEnforce = Error.ForField(Field, "This platform's router cannot send visitors from HTTP to HTTPS.");

    /// <summary>What is in force afterwards, or why it cannot be changed.</summary>
    public async Task<Result<AppTls>> ExecuteAsync(string id, User user, JsonObject body, CancellationToken cancellationToken)
    {
        var errors = new ErrorList();
        var enforced = Flag.Read(body, Field, errors);
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error) || errors.Any(out error))
        {
            return error;
        }
        if (enforced == true && !runtime.Capabilities.HasFlag(RuntimeCapabilities.HttpsEnforcement))
        {
            return CannotEnforce;
        }
        return await routed.ExecuteAsync<AppTls>(app, RuntimeFailed, StoreAsync, tls => $"tls {app.Id}-{tls.Uuid.ToString()[..7]} updated", cancellationToken);

        async Task<Result<AppTls>> StoreAsync(App _)
        {
            var stored = await database.Tls.SingleOrDefaultAsync(t => t.AppId == app.Uuid, cancellationToken);
            if (enforced is not null && stored?.HttpsEnforced == enforced)
            {
                return Error.Conflict($"{user.Username} changed nothing");
            }
            var tls = stored ?? database.Tls.Add(new AppTls { AppId = app.Uuid }).Entity;
            tls.Set(enforced, user.Id, time.GetUtcNow());
            return tls;
        }
    }
}
