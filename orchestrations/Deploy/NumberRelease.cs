using Deis.Platform.Logs;
using Deis.Platform.Releases;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Deploy;

/// <summary>Makes the release of a deploy and tells the app's log.</summary>
[DurableTask(nameof(NumberRelease))]
public sealed class NumberRelease(CreateRelease create, AppLog log) : TaskActivity<NewRelease, CreatedRelease>
{
    /// <inheritdoc />
    public override async Task<CreatedRelease> RunAsync(TaskActivityContext context, NewRelease input)
    {
        var stopping = context.GetCancellationToken();
        var result = await create.ExecuteAsync(input, stopping);
        if (!result.TryGet(out var release, out var error))
        {
            return new CreatedRelease(Guid.Empty, 0, false, error);
        }

        await log.InfoAsync(release.AppId, $"{release.Summary} ({release.Label})", stopping);
        return new CreatedRelease(release.Uuid, release.Version, release.BuildId is not null);
    }
}
