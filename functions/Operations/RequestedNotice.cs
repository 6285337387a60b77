using Deis.Functions.Http;
using Deis.Orchestrations;
using Deis.Orchestrations.Autoscale;
using Deis.Orchestrations.Create;
using Deis.Orchestrations.Operations;
using Deis.Orchestrations.Route;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Operations;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Operations;

/// <summary>
/// Tells the runtime of a change as the request wants it: before the answer, or by an operation that is committed with the change. The latter only where
/// the caller may look at the app's operations: the owner of a certificate may take it from hosts of apps that he may not use.
/// </summary>
public sealed class RequestedNotice(
    ImmediateNotice immediate, IOperations operations, DeisDbContext database, AppAccess access, Caller caller, TimeProvider time) : IRuntimeNotice
{
    private const int MaxAutoscales = 20;

    // So that every change is tried for half an hour at least, though the operation that tells it was begun for another.
    private static readonly TimeSpan _joinable = TimeSpan.FromMinutes(30);

    private readonly List<string> _scaled = [];
    private readonly List<RoutedOperation> _started = [];

    /// <summary>True when the caller does not wait.</summary>
    public bool IsDeferred { get; set; }

    /// <summary>The operations so far; one per app that was changed. Their changes need not have been committed.</summary>
    public IReadOnlyList<RoutedOperation> Started => _started;

    /// <inheritdoc/>
    public async Task<Error?> ScaleByLoadAsync(App app, string type, LoadScaling? scaling, CancellationToken cancellationToken)
    {
        if (!await IsDeferredForAsync(app, cancellationToken))
        {
            return await immediate.ScaleByLoadAsync(app, type, scaling, cancellationToken);
        }
        if (await OpenOf(app, OperationKind.Autoscale).CountAsync(cancellationToken) >= MaxAutoscales)
        {
            return Error.Conflict(
                $"{app.Id} has {MaxAutoscales} changes of its autoscaling already that the runtime was not told of yet. Try again when one of those operations has ended.");
        }
        _scaled.Add(type);
        return null;
    }

    /// <inheritdoc/>
    public async Task PublishRoutingAsync(App app, CancellationToken cancellationToken)
    {
        if (!await IsDeferredForAsync(app, cancellationToken))
        {
            await immediate.PublishRoutingAsync(app, cancellationToken);
        }
        else if (_scaled.Count > 0)
        {
            await EnlistAsync(app, AutoscaleInput.Orchestration, new AutoscaleInput(app.Uuid, [.. _scaled]), cancellationToken);
            _scaled.Clear();
        }
        else if (await JoinableAsync(app, cancellationToken) is { } open)
        {
            _started.Add(new RoutedOperation(app.Id, open));
        }
        else
        {
            await EnlistAsync(app, RouteInput.Orchestration, new RouteInput(app.Uuid), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> OrderPlaceAsync(App app, CancellationToken cancellationToken)
    {
        if (IsDeferred)
        {
            await EnlistAsync(app, CreateInput.Orchestration, new CreateInput(app.Uuid, app.Id), cancellationToken);
        }
        return IsDeferred;
    }

    // One that is open has not told the routing yet: it does that, and closes, under the lock on the routing, which who changes it holds.
    private Task<string?> JoinableAsync(App app, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - _joinable;
        return OpenOf(app, OperationKind.Route).Where(o => o.Created > oldest).OrderByDescending(o => o.Created).Select(o => o.Id).FirstOrDefaultAsync(cancellationToken);
    }

    private IQueryable<Operation> OpenOf(App app, string kind) => database.Operations.Where(o => o.AppId == app.Uuid && o.Kind == kind && o.Open);

    private async Task EnlistAsync(App app, string orchestration, object input, CancellationToken cancellationToken) =>
        _started.Add(new RoutedOperation(app.Id, await operations.EnlistAsync(database, app, caller.User, orchestration, input, cancellationToken)));

    private async Task<bool> IsDeferredForAsync(App app, CancellationToken cancellationToken) =>
        IsDeferred && (await access.FindAsync(app.Id, caller.User, AppPermission.Use, cancellationToken)).Error is null;
}
