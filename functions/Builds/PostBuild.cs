using System.Text.Json.Nodes;
using Deis.Orchestrations;
using Deis.Orchestrations.Deploy;
using Deis.Platform.Apps;
using Deis.Platform.Builds;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Users;

namespace Deis.Functions.Builds;

/// <summary>Starts the deploy of a ready build.</summary>
public sealed class PostBuild(DeisDbContext database, AppAccess access, IAppRuntime runtime, ProcfilePolicy policy, IOperations operations, TimeProvider time)
{
    private const string SlugFolder = "home/";

    /// <summary>The operation and the stored build.</summary>
    public async Task<Result<StartedBuild>> ExecuteAsync(string id, User user, JsonObject body, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error) ||
            !BuildInput.Read(body).TryGet(out var input, out error))
        {
            return error;
        }
        return await StartAsync(app, user, input, LeaseMode.AtStart, operation: null, cancellationToken);
    }

    /// <summary>Starts it for an app that the user may use.</summary>
    /// <param name="app">The app.</param>
    /// <param name="user">Who asks for it.</param>
    /// <param name="input">The build.</param>
    /// <param name="lease">How the deploy gets the rollout lease.</param>
    /// <param name="operation">Id for a caller who may ask again; the second time nothing is started or stored. Null for a new one.</param>
    /// <param name="cancellationToken">Gives up before the start.</param>
    public async Task<Result<StartedBuild>> StartAsync(
        App app, User user, BuildInput input, LeaseMode lease, string? operation, CancellationToken cancellationToken)
    {
        if (!(await policy.ApplyAsync(app.Uuid, input.Procfile, cancellationToken)).TryGet(out var procfile, out var error))
        {
            return error;
        }
        var now = time.GetUtcNow();
        var build = new Build
        {
            Uuid = Guid.NewGuid(),
            AppId = app.Uuid,
            OwnerId = user.Id,
            Image = input.Image,
            Sha = input.Sha,
            Procfile = procfile,
            Dockerfile = input.Dockerfile,
            Created = now,
            Updated = now,
        };
        if (Refusal(build, app) is { } refusal)
        {
            return refusal;
        }
        database.Builds.Add(build);
        var deploy = new DeployInput(app.Uuid, app.Id, user.Id, DeployTrigger.Build, BuildId: build.Uuid);
        var started = await operations.StartAsync(database, app, user, DeployInput.Orchestration, deploy, lease, operation, cancellationToken);
        return started.TryGet(out var id, out error) ? new StartedBuild(id, build) : error;
    }

    private Error? Refusal(Build build, App app)
    {
        if (build.Type != BuildType.Buildpack && !runtime.Capabilities.HasFlag(RuntimeCapabilities.ContainerImages))
        {
            return Error.Domain("This platform runs apps that were pushed with git; container images need a Kubernetes cluster.");
        }
        // A slug of somebody else's app holds his source.
        return build.Image.StartsWith(SlugFolder, StringComparison.Ordinal) && !build.Image.StartsWith($"{SlugFolder}{app.Id}:", StringComparison.Ordinal)
            ? Error.ForField("image", "The slug belongs to another app.")
            : null;
    }
}
