using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Platform.Configs;
using Deis.Platform.Results;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Config;

/// <summary>Configuration of an app (docs/protocol/controller.md §6).</summary>
public sealed class ConfigFunctions(ReadConfig read, ChangeConfig change, ConfigVault vault, OperationAnswers answers, Caller caller)
{
    private const string Route = Routes.App + "/config";

    /// <summary>Shows the configuration that an app runs with.</summary>
    [Function("config-get")]
    [Answers(200, typeof(ConfigBody))]
    [Scope(TokenLevel.Deploy)]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var config = await read.ExecuteAsync(app, caller.User, cancellationToken);
        return ApiResults.From(config, c => ApiResults.Ok(ConfigBody.Of(c, app, c.Owner!.Username, vault)));
    }

    /// <summary>Sets and unsets parts of the configuration, and rolls the change out.</summary>
    [Function("config-change")]
    [Takes(typeof(ConfigRequest))]
    [RunsOperation]
    [Answers(201, typeof(ConfigBody))]
    [Fails(ErrorKind.Field, "Value must be a JSON object, or a text that holds one.", "values")]
    [Fails(ErrorKind.Domain, "PORT needs to be set in the config when using a private registry")]
    [Fails(ErrorKind.Conflict, "alice changed nothing - release stopped")]
    [Fails(ErrorKind.Unprocessable, "OLD does not exist under values")]
    [Scope(TokenLevel.Deploy)]
    [LongLived]
    public async Task<IResult> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        if (!(await change.ExecuteAsync(app, caller.User, body, cancellationToken)).TryGet(out var started, out var error))
        {
            return ApiResults.Failure(error);
        }
        var changed = ApiResults.Created(ConfigBody.Of(started.Config, app, caller.User.Username, vault));
        return await answers.AnswerAsync(request, app, started.Operation, changed, cancellationToken);
    }
}
