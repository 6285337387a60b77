using Deis.Functions.Http;
using Deis.Platform.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Whitelist;

/// <summary>Who may reach an app (docs/protocol/controller.md §9.6).</summary>
public sealed class WhitelistFunctions(ReadSettings read, ChangeWhitelist change, Caller caller)
{
    private const string Route = Routes.App + "/whitelist";

    /// <summary>All addresses.</summary>
    [Function("whitelist-list")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var settings = await read.ExecuteAsync(app, caller.User, cancellationToken);
        return ApiResults.From(settings, s => ApiResults.Ok(new WhitelistBody(s.Whitelist)));
    }

    /// <summary>Some more.</summary>
    [Function("whitelist-add")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var changed = await change.AddAsync(app, caller.User, body, cancellationToken);
        return ApiResults.From(changed, s => ApiResults.Created(new WhitelistBody(s.Whitelist)));
    }

    /// <summary>Some less.</summary>
    [Function("whitelist-remove")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        return ApiResults.From(await change.RemoveAsync(app, caller.User, body, cancellationToken), _ => ApiResults.NoContent());
    }
}
