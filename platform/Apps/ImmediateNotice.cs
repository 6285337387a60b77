using Deis.Platform.Results;
using Deis.Platform.Runtime;

namespace Deis.Platform.Apps;

/// <summary>Tells the runtime before the change is committed: what it does not take does not come about.</summary>
public sealed class ImmediateNotice(AppRoutes routes, IAppRuntime runtime) : IRuntimeNotice
{
    /// <inheritdoc/>
    public async Task<Error?> ScaleByLoadAsync(App app, string type, LoadScaling? scaling, CancellationToken cancellationToken)
    {
        await runtime.ScaleByLoadAsync(app.Id, type, scaling, cancellationToken);
        return null;
    }

    /// <inheritdoc/>
    public async Task PublishRoutingAsync(App app, CancellationToken cancellationToken) =>
        await runtime.PublishRoutingAsync(await routes.OfAsync(app, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> OrderPlaceAsync(App app, CancellationToken cancellationToken) => Task.FromResult(false);
}
