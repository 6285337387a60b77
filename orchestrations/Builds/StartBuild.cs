using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Apps;
using Deis.Platform.Configs;
using Deis.Platform.Data;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Releases;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Builds;

/// <summary>Starts the slugbuilder (docs/protocol/slug.md). It gets URLs for exactly its own objects, and the app's configuration as files. Returns false
/// when the app is gone or going, or the push was ended from outside.</summary>
[DurableTask(nameof(StartBuild))]
public sealed class StartBuild(DeisDbContext database, AppPlace place, IAppRuntime runtime, IObjectStore store, ConfigVault vault)
    : TaskActivity<JobToStart<SlugBuild>, bool>
{
    private static readonly TimeSpan UrlMargin = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public override Task<bool> RunAsync(TaskActivityContext context, JobToStart<SlugBuild> input)
    {
        var stopping = context.GetCancellationToken();
        var build = input.Job.Input;
        return place.UseAsync(build.AppId, build.Operation, app => StartAsync(app, input, stopping), stopping);
    }

    private async Task StartAsync(App app, JobToStart<SlugBuild> input, CancellationToken cancellationToken)
    {
        var build = input.Job.Input;
        var release = await database.LatestSuccessfulAsync(build.AppId, cancellationToken);
        var values = release?.Config is { } config ? vault.OpenValues(config) : [];
        var deadline = TimeSpan.FromSeconds(input.DeadlineSeconds);
        await runtime.EnsureAppAsync(app.Id, cancellationToken);
        await runtime.StartJobAsync(
            new JobSpec
            {
                App = app.Id,
                Name = input.Job.JobName,
                Kind = JobKind.Build,
                Workload = new Workload
                {
                    Image = new AppImage(ImageKind.Builder, ""),
                    Arguments = [],
                    Environment = await EnvironmentAsync(build, values, deadline + UrlMargin, cancellationToken),
                    Files = values.ToDictionary(entry => $"/tmp/env/{entry.Key}", entry => entry.Value),
                    LogStream = DeployInput.BuildLogStream(build.Operation),
                },
                LogSource = "build",
                Deadline = deadline,
            },
            input.Correlation,
            cancellationToken);
    }

    private async Task<Dictionary<string, string>> EnvironmentAsync(
        BuildInput build,
        Dictionary<string, string> values,
        TimeSpan lifetime,
        CancellationToken cancellationToken)
    {
        var cache = SlugKeys.Cache(build.App);
        var environment = new Dictionary<string, string>
        {
            ["TAR_URL"] = Url(build.Source, PresignedAccess.Read),
            ["SLUG_PUT_URL"] = Url(SlugKeys.Slug(build.App, build.Sha), PresignedAccess.Write),
            ["PROCFILE_PUT_URL"] = Url(SlugKeys.Procfile(build.App, build.Sha), PresignedAccess.Write),
            ["SOURCE_VERSION"] = build.Sha[..SlugKeys.ShortSha],
        };
        if (values.ContainsKey("DEIS_DISABLE_CACHE"))
        {
            await store.DeleteAsync(cache, cancellationToken);
        }
        else
        {
            environment["CACHE_GET_URL"] = Url(cache, PresignedAccess.Read);
            environment["CACHE_PUT_URL"] = Url(cache, PresignedAccess.Write);
        }

        foreach (var name in (string[])["BUILDPACK_URL", "DEIS_BUILDPACK_DEBUG"])
        {
            if (values.TryGetValue(name, out var value))
            {
                environment[name] = value;
            }
        }

        return environment;

        string Url(string key, PresignedAccess access) => store.Presign(key, access, lifetime).Url.AbsoluteUri;
    }
}
