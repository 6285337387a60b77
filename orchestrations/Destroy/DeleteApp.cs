using Deis.Orchestrations.Builds;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.ObjectStorage;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Destroy;

/// <summary>Removes what is stored of an app: source, slugs, cache, logs, and at last its rows, so that a crash before leaves something to destroy again.</summary>
[DurableTask(nameof(DeleteApp))]
public sealed class DeleteApp(DeisDbContext database, IObjectStore store, ILogStreams logs, ISourceRepositories repositories)
    : TaskActivity<DestroyInput, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, DestroyInput input)
    {
        var stopping = context.GetCancellationToken();
        if (!await database.Apps.AnyAsync(a => a.Uuid == input.AppId, stopping))
        {
            // Done before a crash; another app may have the name now.
            return null;
        }

        await repositories.RemoveAsync(input.App, stopping);
        foreach (var prefix in (string[])[$"{SlugKeys.App(input.App)}/", $"{SlugKeys.App(input.App)}:"])
        {
            await foreach (var stored in store.ListAsync(prefix, stopping))
            {
                await store.DeleteAsync(stored.Key, stopping);
            }
        }

        await logs.DeleteAsync(input.App, stopping);
        await database.Apps.Where(a => a.Uuid == input.AppId).ExecuteDeleteAsync(stopping);
        return null;
    }
}
