namespace Microsoft.DurableTask.Client;

/// <summary>Which instances to list.</summary>
/// <param name="CreatedFrom">Created at or after.</param>
/// <param name="CreatedTo">Created at or before.</param>
/// <param name="Statuses">In one of these statuses; null or empty: any.</param>
/// <param name="TaskHubNames">In one of these hubs; null or empty: the client's hub.</param>
/// <param name="InstanceIdPrefix">Ids that begin so, case exactly.</param>
/// <param name="PageSize">Items per page.</param>
/// <param name="FetchInputsAndOutputs">True: with inputs, outputs and custom statuses.</param>
/// <param name="ContinuationToken">Token of a former page.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>Items per page unless asked otherwise.</summary>
    public const int DefaultPageSize = 100;
}
