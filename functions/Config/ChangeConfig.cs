using System.Text.Json.Nodes;
using Deis.Orchestrations;
using Deis.Orchestrations.Deploy;
using Deis.Platform.Apps;
using Deis.Platform.Configs;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Users;
using Microsoft.Extensions.Logging;

namespace Deis.Functions.Config;

/// <summary>Starts a change of an app's configuration. Its base is what the newest successful release has, so that values of a failed one are lost.</summary>
public sealed partial class ChangeConfig(
    DeisDbContext database, AppAccess access, ConfigVault vault, IAppRuntime runtime, IOperations operations, TimeProvider time, ILogger<ChangeConfig> logger)
{
    /// <summary>The operation and the new configuration.</summary>
    public async Task<Result<StartedConfigChange>> ExecuteAsync(string id, User user, JsonObject body, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error) ||
            !ConfigPatchReader.Read(body).TryGet(out var patch, out error))
        {
            return error;
        }
        // From the look at the base to the commit of the start, no other change of the app can slip in between.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.LockAppAsync(app.Uuid, cancellationToken);
        if (await database.LatestSuccessfulAsync(app.Uuid, cancellationToken) is not { Config: { } config })
        {
            return Error.NotFound(nameof(App));
        }
        var current = ConfigContent.Open(config, vault);
        if (!ConfigMerge.Apply(current, patch).TryGet(out var merged, out error))
        {
            return error;
        }
        if (merged.SameAs(current))
        {
            return Error.Conflict($"{user.Username} changed nothing - release stopped");
        }
        if (await CheckAsync(app.Id, merged, current, cancellationToken) is { } unable)
        {
            return unable;
        }
        var changed = merged.Seal(app.Uuid, user.Id, time.GetUtcNow(), vault);
        database.Configs.Add(changed);
        var input = new DeployInput(app.Uuid, app.Id, user.Id, DeployTrigger.Config, ConfigId: changed.Uuid);
        var started = await operations.StartAsync(database, app, user, DeployInput.Orchestration, input, LeaseMode.AtStart, null, cancellationToken);
        return started.TryGet(out var operation, out error) ? new StartedConfigChange(operation, changed) : error;
    }

    private async Task<Error?> CheckAsync(string app, ConfigContent changed, ConfigContent current, CancellationToken cancellationToken)
    {
        try
        {
            return await RuntimeLimits.CheckAsync(changed, current, runtime, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            RuntimeAway(e, app);
            return Error.Unavailable("(config): the app runtime does not answer; nothing was changed. Try again in a moment.");
        }
    }

    [LoggerMessage(EventId = 3401, Level = LogLevel.Error, Message = "The runtime did not say whether it can do what {App} shall be configured for")]
    private partial void RuntimeAway(Exception exception, string app);
}
