using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using Deis.Platform.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Whitelist;

/// <summary>Who may reach an app (docs/protocol/controller.md §9.6).</summary>
public sealed class WhitelistFunctions(ReadSettings read, ChangeWhitelist change, RoutedAnswers answers, Caller caller)
{
    private const string Route = Routes.App + "/whitelist";

    /// <summary>Lists the addresses that may reach an app; none means everybody.</summary>
    [Function("whitelist-list")]
    [Answers(200, typeof(WhitelistBody))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var settings = await read.ExecuteAsync(app, caller.User, cancellationToken);
        return ApiResults.From(settings, s => ApiResults.Ok(new WhitelistBody(s.Whitelist)));
    }

    /// <summary>Lets more addresses in.</summary>
    [Function("whitelist-add")]
    [RunsOperation(OnlyWhenPreferred = true)]
    [Takes(typeof(WhitelistBody))]
    [Answers(201, typeof(WhitelistBody))]
    [Fails(ErrorKind.Field, "This field is required.", "addresses")]
    [Fails(ErrorKind.Items, "The address 10.0.0.300 is not valid")]
    [Fails(ErrorKind.Conflict, "alice changed nothing")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        return await answers.AnswerAsync(
            request, () => change.AddAsync(app, caller.User, body, cancellationToken), s => ApiResults.Created(new WhitelistBody(s.Whitelist)));
    }

    /// <summary>Lets some addresses in no longer.</summary>
    [Function("whitelist-remove")]
    [RunsOperation(OnlyWhenPreferred = true)]
    [Takes(typeof(WhitelistBody))]
    [Answers(204)]
    [Fails(ErrorKind.Field, "This field is required.", "addresses")]
    [Fails(ErrorKind.Items, "The address 10.0.0.300 is not valid")]
    [Fails(ErrorKind.Unprocessable, "addresses 203.0.113.7 does not exist in whitelist")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        return await answers.AnswerAsync(request, () => change.RemoveAsync(app, caller.User, body, cancellationToken), _ => ApiResults.NoContent());
    }
}
