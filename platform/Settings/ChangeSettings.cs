using System.Text.Json.Nodes;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Settings;

/// <summary>Changes settings of an app. They are in force when this returns.</summary>
public sealed partial class ChangeSettings(
    DeisDbContext database,
    AppAccess access,
    AppPlace place,
    AppRoutes routes,
    IAppRuntime runtime,
    TimeProvider time,
    ILogger<ChangeSettings> logger)
{
    private static readonly Error RuntimeFailed = Error.Domain("The router could not be told of the change; nothing was changed. Try again in a moment.");

    /// <summary>The settings afterwards, or why they cannot be changed.</summary>
    public async Task<Result<AppSettings>> ExecuteAsync(string id, User user, JsonObject body, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error) ||
            !SettingsPatch.Read(body).TryGet(out var patch, out error))
        {
            return error;
        }
        Result<AppSettings> result = Apps.Errors.Destroying(id);
        try
        {
            await place.RouteAsync(app.Uuid, operation: null, async routed => result = await ChangeAsync(routed, user, patch, cancellationToken), cancellationToken);
            return result;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(e, id);
            return RuntimeFailed;
        }
    }

    private async Task<Result<AppSettings>> ChangeAsync(App app, User user, SettingsPatch patch, CancellationToken cancellationToken)
    {
        var stored = await database.Settings.SingleOrDefaultAsync(s => s.AppId == app.Uuid, cancellationToken);
        var settings = stored ?? new AppSettings { AppId = app.Uuid };
        if (!Merge(settings.Label, patch.Label).TryGet(out var label, out var error))
        {
            return error;
        }
        var (maintenance, routable) = (patch.Maintenance ?? settings.Maintenance, patch.Routable ?? settings.Routable);
        var isRouted = maintenance != settings.Maintenance || routable != settings.Routable;
        if (!isRouted && JsonNode.DeepEquals(label, settings.Label))
        {
            return Error.Conflict($"{user.Username} changed nothing");
        }
        var now = time.GetUtcNow();
        settings.Uuid = Guid.NewGuid();
        settings.OwnerId = user.Id;
        settings.Maintenance = maintenance;
        settings.Routable = routable;
        settings.Label = label;
        settings.Created = now;
        settings.Updated = now;
        if (stored is null)
        {
            database.Settings.Add(settings);
        }
        await database.SaveChangesAsync(cancellationToken);
        if (isRouted)
        {
            await runtime.PublishRoutingAsync(await routes.OfAsync(app, cancellationToken), cancellationToken);
        }
        return settings;
    }

    private static Result<JsonObject> Merge(JsonObject current, JsonObject? changes)
    {
        var merged = current.DeepClone().AsObject();
        foreach (var (key, value) in changes ?? [])
        {
            if (value is not null)
            {
                merged[key] = value.DeepClone();
            }
            else if (!merged.Remove(key))
            {
                return Error.Unprocessable($"{key} does not exist under label");
            }
        }
        return merged;
    }

    [LoggerMessage(EventId = 2121, Level = LogLevel.Error, Message = "The settings of app {App} could not be changed")]
    private partial void Failed(Exception exception, string app);
}
