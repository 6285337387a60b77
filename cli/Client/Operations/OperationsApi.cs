using Deis.Client.Transport;

namespace Deis.Client.Operations;

/// <summary>What changed an app and what is changing it.</summary>
public sealed class OperationsApi(ApiConnection connection)
{
    /// <summary>Lists the operations, newest first.</summary>
    public Task<Page<Operation>> ListAsync(string app, int limit, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app, $"operations/{Listing.Limit(limit)}"), ClientJson.Default.PageOperation, cancellationToken);

    /// <summary>Reads an operation.</summary>
    public Task<Operation> GetAsync(string app, string id, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app, $"operations/{ApiPath.Segment(id)}/"), ClientJson.Default.Operation, cancellationToken);
}
