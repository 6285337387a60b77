using Deis.Functions.Http;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Durable;

/// <summary>The answers that several functions of the management API share.</summary>
public sealed class InstanceAnswers(PostgresDurableTaskClient client, TimeProvider time)
{
    private const int LookAgainSeconds = 5;
    private const int StartedLookAgainSeconds = 10;

    /// <summary>404: there is no such instance.</summary>
    public static IResult Missing(string instanceId) =>
        ApiResults.Detail(StatusCodes.Status404NotFound, $"There is no orchestration instance '{instanceId}'.");

    /// <summary>410: the instance has ended.</summary>
    public static IResult Gone(OrchestrationMetadata instance) =>
        ApiResults.Detail(StatusCodes.Status410Gone, $"The orchestration instance '{instance.InstanceId}' has ended; it is {instance.RuntimeStatus}.");

    /// <summary>An instance as it stands: 202 while it lives, 200 when it has ended, 500 when that is wanted for a failed one.</summary>
    internal static IResult Snapshot(HttpRequest request, OrchestrationMetadata instance, InstanceBody body, bool failureIs500)
    {
        if (!instance.IsCompleted)
        {
            var here = RequestOrigin.Url(request, request.Path, request.QueryString);
            return new RetryAfterResult(DurableJson.Answer(body, StatusCodes.Status202Accepted), here, LookAgainSeconds);
        }
        var isAccident = failureIs500 && instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed;
        return DurableJson.Answer(body, isAccident ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK);
    }

    /// <summary>The instance, without inputs and outputs; null also for ids that no instance can have.</summary>
    public async Task<OrchestrationMetadata?> FindAsync(string instanceId, CancellationToken cancellationToken) =>
        InstanceIds.IsValid(instanceId) ? await client.GetInstanceAsync(instanceId, cancellationToken) : null;

    /// <summary>Does something with a live instance: 202, or why it could not.</summary>
    public async Task<IResult> ActAsync(string instanceId, Func<Task> action, CancellationToken cancellationToken)
    {
        if (await FindAsync(instanceId, cancellationToken) is not { } instance)
        {
            return Missing(instanceId);
        }
        if (instance.IsCompleted)
        {
            return Gone(instance);
        }
        await action();
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    /// <summary>
    /// Answers a start: the URLs of the instance; with a time to wait, its output when it ends well within it, its snapshot when it ends otherwise.
    /// </summary>
    public async Task<IResult> StartedAsync(HttpRequest request, string instanceId, StartOptions options, CancellationToken cancellationToken)
    {
        if (options.Timeout is { } timeout && await EndWithinAsync(instanceId, timeout, cancellationToken) is { } ended)
        {
            return ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed
                ? DurableJson.Answer(RawJson.OfStored(ended.SerializedOutput))
                : Snapshot(request, ended, InstanceBody.Of(ended, showInput: true), options.FailureIs500);
        }
        var body = StartBody.Of(request, instanceId, options.FailureIs500);
        return new RetryAfterResult(DurableJson.Answer(body, StatusCodes.Status202Accepted), body.StatusQueryGetUri, StartedLookAgainSeconds);
    }

    private async Task<OrchestrationMetadata?> EndWithinAsync(string instanceId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        try
        {
            return await client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
