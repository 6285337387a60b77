using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Operations;
using Deis.Platform.Paging;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Operations;

/// <summary>The operations of an app, newest first.</summary>
public sealed class ListOperations(DeisDbContext database, OperationSnapshots snapshots)
{
    /// <summary>One page of those that the filter leaves.</summary>
    public async Task<Page<OperationBody>> ExecuteAsync(App app, OperationFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var operations = database.Operations.AsNoTracking().Where(o => o.AppId == app.Uuid);
        if (filter.Kinds.Count > 0)
        {
            operations = operations.Where(o => filter.Kinds.Contains(o.Kind));
        }
        operations = operations.OrderByDescending(o => o.Created).ThenBy(o => o.Id);
        if (filter.Statuses.Count == 0)
        {
            var found = await operations.ToPageAsync(page, cancellationToken);
            return new Page<OperationBody>(found.Count, await BodiesAsync(found.Items, cancellationToken));
        }
        // The status is the orchestration's, so it is known only after a look at each of the app's.
        var all = await BodiesAsync(await operations.ToListAsync(cancellationToken), cancellationToken);
        var matching = all.Where(body => filter.Statuses.Contains(body.Status)).ToArray();
        return new Page<OperationBody>(matching.Length, [.. matching.Skip(page.Offset).Take(page.Limit)]);
    }

    private async Task<List<OperationBody>> BodiesAsync(IReadOnlyList<Operation> operations, CancellationToken cancellationToken)
    {
        var instances = await snapshots.ReadAsync(operations.Select(o => o.Id), cancellationToken);
        return [.. operations.Select(o => OperationBody.Of(o, instances.GetValueOrDefault(o.Id)))];
    }
}
