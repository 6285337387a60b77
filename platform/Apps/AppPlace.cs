using Deis.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Deis.Platform.Apps;

/// <summary>
/// The way to whatever gives an app a place in the runtime: processes, jobs, routes. It is open only while nobody destroys the app, and whoever
/// destroys it waits for those who are inside; so what is destroyed stays destroyed.
/// </summary>
public sealed class AppPlace(DeisDbContext database)
{
    /// <summary>Does something in the app's place. No transaction may be open; changes of the context are saved.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="operation">The operation that wants it; null when it is none.</param>
    /// <param name="work">What is done; is given the app, tracked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False, with nothing done: the app is gone or being destroyed, or the operation was ended from outside.</returns>
    public async Task<bool> UseAsync(Guid appId, string? operation, Func<App, Task> work, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        return await WorkAsync(transaction, appId, operation, work, cancellationToken);
    }

    /// <summary>The same for what changes or publishes the app's routing: one at a time, so that what is published last is what the database says.</summary>
    public async Task<bool> RouteAsync(Guid appId, string? operation, Func<App, Task> work, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        // Before any lock on rows, so that nobody waits for it who holds one.
        await database.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({appId.ToString()}, 0))", cancellationToken);
        return await WorkAsync(transaction, appId, operation, work, cancellationToken);
    }

    private async Task<bool> WorkAsync(
        IDbContextTransaction transaction, Guid appId, string? operation, Func<App, Task> work, CancellationToken cancellationToken)
    {
        // The locks on the rows are shared: only who closes the operation or marks the app has to wait.
        if (operation is not null && await IsClosedAsync(operation, cancellationToken))
        {
            return false;
        }

        var app = await database.Apps
            .FromSql($"select * from deis.apps where uuid = {appId} and not destroying for share")
            .SingleOrDefaultAsync(cancellationToken);
        if (app is null)
        {
            return false;
        }

        // It may have been read before, and have changed since.
        await database.Entry(app).ReloadAsync(cancellationToken);
        await work(app);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // An operation without a row was not started by a request, and nobody closes it.
    private async Task<bool> IsClosedAsync(string operation, CancellationToken cancellationToken) =>
        await database.Operations
            .FromSql($"select * from deis.operations where id = {operation} for share")
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken) is { Open: false };
}
