using Deis.Functions.Builds;
using Deis.Functions.QueuedBuilds.Sources;
using Deis.Orchestrations;
using Deis.Orchestrations.Builds;
using Deis.Orchestrations.Deploy;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.QueuedBuilds;

/// <summary>Starts what a queue message asks for. The operation's id follows from the message, so a message that comes twice starts nothing twice.</summary>
public sealed class StartQueuedBuild(DeisDbContext database, PostBuild images, IOperations operations, IObjectStore store, SourceDownload download)
{
    /// <summary>The operation, new or started before. Of the kinds of failures, <see cref="ErrorKind.Unavailable"/> may pass.</summary>
    public async Task<Result<string>> ExecuteAsync(string messageId, App app, User user, BuildOrder order, CancellationToken cancellationToken)
    {
        var operation = BuildQueue.OperationOf(messageId);
        if (await database.Operations.AnyAsync(o => o.Id == operation, cancellationToken))
        {
            return operation;
        }
        if (order.Image is { } image)
        {
            var started = await images.StartAsync(app, user, image, LeaseMode.Wait, operation, cancellationToken);
            return started.TryGet(out _, out var error) ? operation : error;
        }
        if (!(await FetchAsync(messageId, app, order.Source!, cancellationToken)).TryGet(out var key, out var missing))
        {
            return missing;
        }
        var input = new DeployInput(app.Uuid, app.Id, user.Id, DeployTrigger.Push, Source: key, Sha: order.Sha);
        return await operations.StartAsync(database, app, user, DeployInput.Orchestration, input, LeaseMode.Wait, operation, cancellationToken);
    }

    private async Task<Result<string>> FetchAsync(string messageId, App app, SourceRef source, CancellationToken cancellationToken)
    {
        if (source.Key is { } uploaded)
        {
            return await store.ExistsAsync(uploaded, cancellationToken) ? uploaded : Errors.NoUpload;
        }
        var key = SlugKeys.QueuedSource(app.Id, Guid.Parse(messageId));
        return (await download.StoreAsync(source, key, cancellationToken)).TryGet(out _, out var error) ? key : error;
    }
}
