using System.Text.Json.Nodes;
using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using Deis.Platform.Services;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Services;

/// <summary>Process types that get a part of an app's requests (docs/protocol/controller.md §9.8).</summary>
public sealed class ServiceFunctions(ListServices list, AddService add, RemoveService remove, RoutedAnswers answers, Caller caller)
{
    private const string Route = Routes.App + "/services";
    private const string TypeField = "procfile_type";
    private const string PathField = "path_pattern";

    /// <summary>Lists the process types that get a part of an app's requests, newest first.</summary>
    [Function("services-list")]
    [Answers(200, typeof(ServiceList))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var services = await list.ExecuteAsync(app, caller.User, cancellationToken);
        return ApiResults.From(services, all => ApiResults.Ok(new ServiceList([.. all.Select(ServiceBody.Of)])));
    }

    /// <summary>Gives a part of an app's requests to a process type.</summary>
    [Function("services-add")]
    [RunsOperation(OnlyWhenPreferred = true)]
    [Takes(typeof(ServiceBody))]
    [Answers(201)]
    [Answers(204, When = "It was so before.")]
    [Fails(ErrorKind.Field, "This field is required.", "procfile_type")]
    [Fails(ErrorKind.Items, "Service value should be valid regex (or set of regex split by comma)")]
    [Fails(ErrorKind.Unavailable, "The router could not be told of the change; nothing was changed. Try again in a moment.")]
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
            request,
            () => add.ExecuteAsync(app, caller.User, Read(body), cancellationToken),
            isChange => isChange ? ApiResults.CreatedEmpty() : ApiResults.NoContent());
    }

    /// <summary>Ends that a process type gets a part of the requests.</summary>
    [Function("services-remove")]
    [RunsOperation(OnlyWhenPreferred = true)]
    [Takes(typeof(ServiceTypeRequest))]
    [Answers(204)]
    [Fails(ErrorKind.Field, "This field is required.", "procfile_type")]
    [Fails(ErrorKind.NotFound, "No Service matches the given query.")]
    [Fails(ErrorKind.Unavailable, "The router could not be told of the change; nothing was changed. Try again in a moment.")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        return await answers.AnswerAsync(
            request,
            () => remove.ExecuteAsync(app, caller.User, new TextFields(body).Required(TypeField), cancellationToken),
            _ => ApiResults.NoContent());
    }

    private static Result<(string Type, string Paths)> Read(JsonObject body)
    {
        var fields = new TextFields(body);
        var (type, paths) = (fields.Get(TypeField), fields.Get(PathField));
        return fields.AnyError(out var error) || new ErrorList().Add(FieldText.Check(TypeField, type)).Add(FieldText.Check(PathField, paths)).Any(out error)
            ? error
            : (type!, paths!);
    }
}
