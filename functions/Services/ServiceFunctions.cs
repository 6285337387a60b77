using System.Text.Json.Nodes;
using Deis.Functions.Http;
using Deis.Platform.Results;
using Deis.Platform.Services;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Services;

/// <summary>Process types that get a part of an app's requests (docs/protocol/controller.md §9.8).</summary>
public sealed class ServiceFunctions(ListServices list, AddService add, RemoveService remove, Caller caller)
{
    private const string Route = Routes.App + "/services";
    private const string TypeField = "procfile_type";
    private const string PathField = "path_pattern";

    /// <summary>All of them.</summary>
    [Function("services-list")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var services = await list.ExecuteAsync(app, caller.User, cancellationToken);
        return ApiResults.From(services, all => ApiResults.Ok(new ServiceList([.. all.Select(ServiceBody.Of)])));
    }

    /// <summary>One more, or another part for one that is there.</summary>
    [Function("services-add")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var changed = await add.ExecuteAsync(app, caller.User, Read(body), cancellationToken);
        return ApiResults.From(changed, isChange => isChange ? ApiResults.CreatedEmpty() : ApiResults.NoContent());
    }

    /// <summary>One less.</summary>
    [Function("services-remove")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var removed = await remove.ExecuteAsync(app, caller.User, new TextFields(body).Required(TypeField), cancellationToken);
        return ApiResults.From(removed, _ => ApiResults.NoContent());
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
