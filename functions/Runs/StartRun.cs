using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Deis.Orchestrations;
using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Operations;
using Deis.Orchestrations.Run;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using Deis.Platform.Runs;
using Deis.Platform.Runtime;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Runs;

/// <summary>Starts a one-off command.</summary>
public sealed class StartRun(
    DeisDbContext database, AppAccess access, IOperations operations, IAppRuntime runtime, RunVault vault, IOptions<DeployOptions> options, TimeProvider time)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int SuffixLength = 5;

    /// <summary>The row, whose operation has started.</summary>
    /// <param name="id">The app.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="body">The request.</param>
    /// <param name="cancellationToken">Gives up before the start.</param>
    public async Task<Result<Run>> ExecuteAsync(string id, User user, JsonObject body, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error) ||
            !RunRequest.Read(body).TryGet(out var request, out error))
        {
            return error;
        }
        if (request.Interaction is not null && !runtime.Capabilities.HasFlag(RuntimeCapabilities.Interaction))
        {
            return Errors.NoInteraction;
        }
        // Every app has a release, unless it has just gone.
        if (await database.LatestSuccessfulAsync(app.Uuid, cancellationToken) is not { } release)
        {
            return Error.NotFound(nameof(App));
        }
        if (release.Build is null)
        {
            return Error.Domain("No build associated with this release to run this command");
        }
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        // Of two requests at the limit one comes after the other.
        await database.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"runs/{app.Uuid}"}, 0))", cancellationToken);
        if (await database.Operations.CountAsync(o => o.AppId == app.Uuid && o.Open && o.Kind == OperationKind.Run, cancellationToken) >= options.Value.MaxRuns)
        {
            return Errors.TooMany(app.Id, options.Value.MaxRuns);
        }
        var uuid = Guid.NewGuid();
        var run = new Run
        {
            Uuid = uuid,
            AppId = app.Uuid,
            ReleaseId = release.Uuid,
            Operation = $"{RunInput.Orchestration.ToLowerInvariant()}-{uuid:N}",
            Process = $"{app.Id}-{JobSpec.RunType}-{RandomNumberGenerator.GetString(Alphabet, SuffixLength)}",
            ProtectedCommand = vault.SealCommand(uuid, request.Command),
            Detached = request.GoesOn,
            Created = time.GetUtcNow(),
        };
        database.Runs.Add(run);
        var limit = request.GoesOn ? options.Value.DetachedRunTimeout : options.Value.RunTimeout;
        var input = new RunInput(uuid, app.Uuid, app.Id, run.Process, limit.TotalSeconds, request.Interaction);
        var started = await operations.StartAsync(database, app, user, RunInput.Orchestration, input, LeaseMode.Wait, run.Operation, cancellationToken);
        return started.TryGet(out _, out error) ? run : error;
    }
}
