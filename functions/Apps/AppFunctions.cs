using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Platform.Apps;
using Deis.Platform.Results;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Apps;

/// <summary>Apps (docs/protocol/controller.md §5).</summary>
public sealed class AppFunctions(
    ListApps list, CreateApp create, DescribeApp describe, DestroyApp destroy, RoutedAnswers routedAnswers, OperationAnswers answers, Caller caller)
{
    private const string All = "v2/apps";

    /// <summary>Lists the apps that the caller may use, by name.</summary>
    [Function("apps-list")]
    [Answers(200, typeof(PageEnvelope<AppBody>))]
    [Scope(TokenLevel.Read, EveryApp = true)]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var page = await list.ExecuteAsync(caller.User, caller.Token.Apps, Paging.Of(request), cancellationToken);
        return Paging.Envelope(request, page.Select(AppBody.Of));
    }

    /// <summary>Makes an app, with a random name when none is given.</summary>
    [Function("apps-create")]
    [Takes(typeof(AppRequest), Required = false)]
    [RunsOperation(typeof(StartedApp), OnlyWhenPreferred = true)]
    [Answers(201, typeof(AppBody))]
    [Fails(ErrorKind.Field, "Application with this id already exists.", "id")]
    [Fails(ErrorKind.Conflict, "shop already exists as a namespace in this Kubernetes cluster and is no app's; choose another name.")]
    [Fails(ErrorKind.Unavailable, "Kubernetes resources could not be created")]
    public async Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var fields = new TextFields(body);
        var id = fields.Get("id", nullable: true);
        if (fields.AnyError(out var error))
        {
            return ApiResults.Failure(error);
        }
        return await routedAnswers.AnswerAsync(
            request,
            () => create.ExecuteAsync(caller.User, id, cancellationToken),
            made => ApiResults.Created(AppBody.Of(made)),
            (made, operation) => new StartedApp(operation, made.App.Id));
    }

    /// <summary>Shows an app.</summary>
    [Function("apps-get")]
    [Answers(200, typeof(AppBody))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.App)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var found = await describe.ExecuteAsync(app, caller.User, cancellationToken);
        return ApiResults.From(found, details => ApiResults.Ok(AppBody.Of(details)));
    }

    /// <summary>Stops an app and forgets it.</summary>
    [Function("apps-destroy")]
    [RunsOperation]
    [Answers(204)]
    [LongLived]
    public async Task<IResult> DestroyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Routes.App)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var started = await destroy.ExecuteAsync(app, caller.User, cancellationToken);
        return await answers.AnswerAsync(request, app, started, ApiResults.NoContent(), cancellationToken);
    }
}
