using System.Text.Json.Nodes;
using Deis.Orchestrations;
using Deis.Orchestrations.Scale;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using Deis.Platform.Users;

namespace Deis.Functions.Apps;

/// <summary>Starts a change of how many processes run.</summary>
public sealed class ScaleApp(DeisDbContext database, AppAccess access, IOperations operations)
{
    /// <summary>The operation; null when all numbers are as they are.</summary>
    public async Task<Result<string?>> ExecuteAsync(string id, User user, JsonObject wanted, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error))
        {
            return error;
        }
        // Every app has a release, unless it has just gone.
        if (await database.LatestSuccessfulAsync(app.Uuid, cancellationToken) is not { } release)
        {
            return Error.NotFound(nameof(App));
        }
        if (release.Build is not { } build)
        {
            return Error.Domain("No build associated with this release");
        }
        if (!ProcessCounts.Read(wanted).TryGet(out var counts, out error))
        {
            return error;
        }
        if (counts.Keys.FirstOrDefault(type => type != "cmd" && !build.Procfile.ContainsKey(type)) is { } unknown)
        {
            return Error.NotFoundDetail($"Container type {unknown} does not exist in application");
        }
        if (counts.All(entry => app.Structure.TryGetValue(entry.Key, out var present) && present == entry.Value))
        {
            return (string?)null;
        }
        var input = new ScaleInput(app.Uuid, app.Id, user.Id, counts);
        var started = await operations.StartAsync(database, app, user, ScaleInput.Orchestration, input, LeaseMode.Wait, null, cancellationToken);
        return started.TryGet(out var operation, out error) ? operation : error;
    }
}
