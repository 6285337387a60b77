using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Pods;

/// <summary>Processes of an app (docs/protocol/controller.md §9).</summary>
[RouteValue("type", "Process type.", "web")]
[RouteValue("name", "Name of the process, or what follows its last hyphen.", "x2k8p")]
public sealed class PodFunctions(ListPods list, RestartPods restart, OperationAnswers answers, Caller caller)
{
    private const string All = Routes.App + "/pods";
    private const string OfType = All + "/{type:regex(^[-_\\w.]+$)}";
    private const string One = All + "/{type:regex(^[-_\\w]+$)}/{name:regex(^[-_\\w]+$)}";

    /// <summary>Lists the processes of an app.</summary>
    [Function("pods-list")]
    [Answers(200, typeof(PodList))]
    [Fails(ErrorKind.Unavailable, "(list pods): the app runtime does not answer; try again in a moment")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All)] HttpRequest request,
        string app,
        CancellationToken cancellationToken) => ListAsync(app, null, null, cancellationToken);

    /// <summary>Lists the processes of a type.</summary>
    [Function("pods-list-type")]
    [Answers(200, typeof(PodList))]
    [Fails(ErrorKind.Unavailable, "(list pods): the app runtime does not answer; try again in a moment")]
    public Task<IResult> ListTypeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = OfType)] HttpRequest request,
        string app,
        string type,
        CancellationToken cancellationToken) => ListAsync(app, type, null, cancellationToken);

    /// <summary>Shows a process, as a list.</summary>
    [Function("pods-list-one")]
    [Answers(200, typeof(PodList))]
    [Fails(ErrorKind.Unavailable, "(list pods): the app runtime does not answer; try again in a moment")]
    public Task<IResult> ListOneAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = One)] HttpRequest request,
        string app,
        string type,
        string name,
        CancellationToken cancellationToken) => ListAsync(app, type, name, cancellationToken);

    /// <summary>Restarts all processes of an app.</summary>
    [Function("pods-restart")]
    [RunsOperation]
    [Answers(200, typeof(PodBody[]))]
    [Fails(ErrorKind.Unavailable, "(list pods): the app runtime does not answer; try again in a moment")]
    [Scope(TokenLevel.Deploy)]
    [LongLived]
    public Task<IResult> RestartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All + "/restart")] HttpRequest request,
        string app,
        CancellationToken cancellationToken) => RestartAsync(request, app, null, null, cancellationToken);

    /// <summary>Restarts the processes of a type.</summary>
    [Function("pods-restart-type")]
    [RunsOperation]
    [Answers(200, typeof(PodBody[]))]
    [Fails(ErrorKind.Unavailable, "(list pods): the app runtime does not answer; try again in a moment")]
    [Scope(TokenLevel.Deploy)]
    [LongLived]
    public Task<IResult> RestartTypeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = OfType + "/restart")] HttpRequest request,
        string app,
        string type,
        CancellationToken cancellationToken) => RestartAsync(request, app, type, null, cancellationToken);

    /// <summary>Restarts a process.</summary>
    [Function("pods-restart-one")]
    [RunsOperation]
    [Answers(200, typeof(PodBody[]))]
    [Fails(ErrorKind.Unavailable, "(list pods): the app runtime does not answer; try again in a moment")]
    [Scope(TokenLevel.Deploy)]
    [LongLived]
    public Task<IResult> RestartOneAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/restart")] HttpRequest request,
        string app,
        string type,
        string name,
        CancellationToken cancellationToken) => RestartAsync(request, app, type, name, cancellationToken);

    private async Task<IResult> ListAsync(string app, string? type, string? name, CancellationToken cancellationToken)
    {
        var pods = await list.ExecuteAsync(app, caller.User, type, name, cancellationToken);
        return ApiResults.From(pods, p => ApiResults.Ok(new PodList([.. p.Select(PodBody.Of)], p.Count)));
    }

    private async Task<IResult> RestartAsync(HttpRequest request, string app, string? type, string? name, CancellationToken cancellationToken)
    {
        if (!(await list.ExecuteAsync(app, caller.User, type, null, cancellationToken)).TryGet(out var before, out var error))
        {
            return ApiResults.Failure(error);
        }
        var named = name is null ? null : before.FirstOrDefault(p => ListPods.IsNamed(p, name));
        if (before.Count == 0 || (name is not null && named is null))
        {
            return ApiResults.Ok(Array.Empty<PodBody>());
        }
        var started = await restart.ExecuteAsync(app, caller.User, type, named?.Name, cancellationToken);
        return await answers.AnswerAsync(request, app, started, _ => FreshAsync(app, type, name, before, cancellationToken), cancellationToken);
    }

    private async Task<IResult> FreshAsync(
        string app,
        string? type,
        string? name,
        IReadOnlyList<ProcessInstance> before,
        CancellationToken cancellationToken)
    {
        var after = await list.ExecuteAsync(app, caller.User, type, null, cancellationToken);
        return ApiResults.From(after, pods =>
        {
            // The successor of one process has another name: it is the newest that was not there before.
            var known = before.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
            var fresh = name is null ? pods : [.. pods.Where(p => !known.Contains(p.Name)).Take(1)];
            return ApiResults.Ok(fresh.Select(PodBody.Of).ToArray());
        });
    }
}
