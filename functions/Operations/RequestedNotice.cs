using Deis.Functions.Http;
using Deis.Orchestrations;
using Deis.Orchestrations.Create;
using Deis.Orchestrations.Route;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Runtime;

namespace Deis.Functions.Operations;

/// <summary>
/// Tells the runtime of a change as the request wants it: before the answer, or by an operation that is committed with the change. The latter only where
/// the caller may look at the app's operations: the owner of a certificate may take it from hosts of apps that he may not use.
/// </summary>
public sealed class RequestedNotice(ImmediateNotice immediate, IOperations operations, DeisDbContext database, AppAccess access, Caller caller) : IRuntimeNotice
{
    private readonly List<string> _scaled = [];
    private readonly List<RoutedOperation> _started = [];

    /// <summary>True when the caller does not wait.</summary>
    public bool IsDeferred { get; set; }

    /// <summary>The operations so far; one per app that was changed. Their changes need not have been committed.</summary>
    public IReadOnlyList<RoutedOperation> Started => _started;

    /// <inheritdoc/>
    public async Task ScaleByLoadAsync(App app, string type, LoadScaling? scaling, CancellationToken cancellationToken)
    {
        if (await IsDeferredForAsync(app, cancellationToken))
        {
            _scaled.Add(type);
            return;
        }
        await immediate.ScaleByLoadAsync(app, type, scaling, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task PublishRoutingAsync(App app, CancellationToken cancellationToken)
    {
        if (await IsDeferredForAsync(app, cancellationToken))
        {
            await EnlistAsync(app, RouteInput.Orchestration, new RouteInput(app.Uuid, [.. _scaled]), cancellationToken);
            _scaled.Clear();
            return;
        }
        await immediate.PublishRoutingAsync(app, cancellationToken);
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

    private async Task EnlistAsync(App app, string orchestration, object input, CancellationToken cancellationToken) =>
        _started.Add(new RoutedOperation(app.Id, await operations.EnlistAsync(database, app, caller.User, orchestration, input, cancellationToken)));

    private async Task<bool> IsDeferredForAsync(App app, CancellationToken cancellationToken) =>
        IsDeferred && (await access.FindAsync(app.Id, caller.User, AppPermission.Use, cancellationToken)).Error is null;
}
