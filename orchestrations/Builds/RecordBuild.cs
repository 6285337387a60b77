using System.Text;
using Deis.Platform.Builds;
using Deis.Platform.Data;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Builds;

/// <summary>Stores a finished slug as a build of the app, with the process types that the slugbuilder found.</summary>
[DurableTask(nameof(RecordBuild))]
public sealed class RecordBuild(DeisDbContext database, IObjectStore store, ProcfilePolicy policy, TimeProvider clock) : TaskActivity<BuildInput, BuildOutcome>
{
    /// <inheritdoc />
    public override async Task<BuildOutcome> RunAsync(TaskActivityContext context, BuildInput input)
    {
        var stopping = context.GetCancellationToken();
        if (await database.Builds.SingleOrDefaultAsync(b => b.Operation == input.Operation, stopping) is { } existing)
        {
            return new BuildOutcome(existing.Uuid, null);
        }

        if (!await database.Apps.AnyAsync(a => a.Uuid == input.AppId, stopping))
        {
            await DeleteObjectsAsync(input, stopping);
            return new BuildOutcome(null, $"The app {input.App} was destroyed during the build.");
        }

        if (!(await ReadProcfileAsync(SlugKeys.Procfile(input.App, input.Sha), stopping)).TryGet(out var types, out var error)
            || !(await policy.ApplyAsync(input.AppId, types, stopping)).TryGet(out types, out error))
        {
            return new BuildOutcome(null, error.Message);
        }

        return await StoreAsync(input, types, stopping);
    }

    private async Task<BuildOutcome> StoreAsync(BuildInput input, Dictionary<string, string> types, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await database.LockUserAsync(input.UserId, cancellationToken) is null)
        {
            return new BuildOutcome(null, Errors.UserGone.Message);
        }

        var now = clock.GetUtcNow();
        var build = new Build
        {
            Uuid = Guid.NewGuid(),
            AppId = input.AppId,
            OwnerId = input.UserId,
            Image = SlugKeys.Slug(input.App, input.Sha),
            Sha = input.Sha[..SlugKeys.ShortSha],
            Procfile = types,
            Operation = input.Operation,
            Created = now,
            Updated = now,
        };
        database.Builds.Add(build);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await store.DeleteAsync(input.Source, cancellationToken);
        return new BuildOutcome(build.Uuid, null);
    }

    // Nobody else would: the app's own removal is over. When another app has the name now, the objects are its own.
    private async Task DeleteObjectsAsync(BuildInput input, CancellationToken cancellationToken)
    {
        if (await database.Apps.AnyAsync(a => a.Id == input.App, cancellationToken))
        {
            return;
        }

        foreach (var key in (string[])[input.Source, SlugKeys.Slug(input.App, input.Sha), SlugKeys.Procfile(input.App, input.Sha), SlugKeys.Cache(input.App)])
        {
            await store.DeleteAsync(key, cancellationToken);
        }
    }

    private async Task<Result<Dictionary<string, string>>> ReadProcfileAsync(string key, CancellationToken cancellationToken)
    {
        await using var content = await store.OpenReadAsync(key, cancellationToken);
        if (content is null)
        {
            return Error.Domain("The build made no Procfile.");
        }

        var buffer = new byte[Procfile.MaxBytes + 1];
        var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > Procfile.MaxBytes
            ? Error.Domain($"The Procfile is larger than {Procfile.MaxBytes / 1024} KB.")
            : Procfile.Parse(Encoding.UTF8.GetString(buffer, 0, length));
    }
}
