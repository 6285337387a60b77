using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using Deis.Platform.Tls;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Tls;

/// <summary>Whether an app is only reached by HTTPS (docs/protocol/controller.md §9.7).</summary>
public sealed class TlsFunctions(ReadTls read, ChangeTls change, RoutedAnswers answers, Caller caller)
{
    private const string Route = Routes.App + "/tls";

    /// <summary>Shows whether an app is only reached by HTTPS.</summary>
    [Function("tls-get")]
    [Answers(200, typeof(TlsBody))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var tls = await read.ExecuteAsync(app, caller.User, cancellationToken);
        return ApiResults.From(tls, t => ApiResults.Ok(TlsBody.Of(t, app, t.Owner!.Username)));
    }

    /// <summary>Changes whether an app is only reached by HTTPS.</summary>
    [Function("tls-change")]
    [RunsOperation(OnlyWhenPreferred = true)]
    [Takes(typeof(TlsRequest))]
    [Answers(201, typeof(TlsBody))]
    [Fails(ErrorKind.Field, "Must be a valid boolean.", "https_enforced")]
    [Fails(ErrorKind.Conflict, "alice changed nothing")]
    [Fails(ErrorKind.Unavailable, "The router could not be told of the change; nothing was changed. Try again in a moment.")]
    public async Task<IResult> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        return await answers.AnswerAsync(
            request,
            () => change.ExecuteAsync(app, caller.User, body, cancellationToken),
            t => ApiResults.Created(TlsBody.Of(t, app, caller.User.Username)));
    }
}
