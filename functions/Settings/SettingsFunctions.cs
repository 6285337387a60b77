using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using Deis.Platform.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Settings;

/// <summary>Settings of an app (docs/protocol/controller.md §9.4).</summary>
public sealed class SettingsFunctions(ReadSettings read, ChangeSettings change, RoutedAnswers answers, Caller caller)
{
    private const string Route = Routes.App + "/settings";

    /// <summary>Shows the settings of an app.</summary>
    [Function("settings-get")]
    [Answers(200, typeof(SettingsBody))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var settings = await read.ExecuteAsync(app, caller.User, cancellationToken);
        return ApiResults.From(settings, s => ApiResults.Ok(SettingsBody.Of(s, app, s.Owner!.Username)));
    }

    /// <summary>Changes some of the settings.</summary>
    [Function("settings-change")]
    [RunsOperation(OnlyWhenPreferred = true)]
    [Takes(typeof(SettingsRequest))]
    [Answers(201, typeof(SettingsBody))]
    [Fails(ErrorKind.Field, "Must be a valid boolean.", "maintenance")]
    [Fails(ErrorKind.Field, "This is no name of a git branch. Give the name alone, for example: production", "deploy_branch")]
    [Fails(ErrorKind.Items, "The address 10.0.0.300 is not valid")]
    [Fails(ErrorKind.Domain, "min replicas needs to be 1 or higher")]
    [Fails(ErrorKind.Conflict, "alice changed nothing")]
    [Fails(ErrorKind.Unprocessable, "web does not exist under autoscale")]
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
            s => ApiResults.Created(SettingsBody.Of(s, app, caller.User.Username)));
    }
}
