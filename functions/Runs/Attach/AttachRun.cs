using Deis.Orchestrations;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Runs;
using Deis.Platform.Runtime;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Runs.Attach;

/// <summary>Gives a one-off command's streams to the one who has started it to talk to it.</summary>
public sealed class AttachRun(DeisDbContext database, AppAccess access, IOperations operations, IAppRuntime runtime)
{
    /// <summary>The command and its streams, once it runs.</summary>
    /// <param name="id">The app.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="name">Whole name of the process, or the characters after its last hyphen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Result<(Run Run, IAttachedJob Job)>> ExecuteAsync(string id, User user, string name, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error))
        {
            return error;
        }
        if (await database.Runs.AsNoTracking().Of(app, name).SingleOrDefaultAsync(cancellationToken) is not { } run)
        {
            return Error.NotFound(nameof(Run));
        }
        var operation = await database.Operations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == run.Operation, cancellationToken);
        if (operation is not { Open: true })
        {
            return Errors.NotAttachable(run.Process);
        }
        if (operation.Username != user.Username)
        {
            return Errors.NotYours(run.Process);
        }
        return await JobAsync(app, run, cancellationToken) is { } job ? (run, job) : Errors.NotAttachable(run.Process);
    }

    /// <summary>Its streams, unless it ends before it has any.</summary>
    private async Task<IAttachedJob?> JobAsync(App app, Run run, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var attached = runtime.AttachAsync(app.Id, run.Process, over.Token);
        var ended = operations.WaitAsync(run.Operation, over.Token);
        await Task.WhenAny(attached, ended);
        await over.CancelAsync();
        await Task.WhenAny(ended);
        try
        {
            return await attached;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
