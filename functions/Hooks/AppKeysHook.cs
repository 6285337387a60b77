using Deis.Functions.Http;
using Deis.Platform.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Hooks;

/// <summary>Tells builders whose keys may push to an app (docs/protocol/controller.md §11).</summary>
[Access(Access.Builder)]
public sealed class AppKeysHook(ListAppKeys list)
{
    private const string OfApp = "v2/hooks/keys/{app:regex(^(?-i)[a-z0-9-]+$)}";

    /// <summary>Those of all accounts.</summary>
    [Function("hooks-keys")]
    public async Task<IResult> AllAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = OfApp)] HttpRequest request,
        string app,
        CancellationToken cancellationToken) =>
        ApiResults.From(await list.ExecuteAsync(app, cancellationToken), keys => ApiResults.Ok(AppKeyBody.Of(keys)));

    /// <summary>Those of one account.</summary>
    [Function("hooks-keys-user")]
    public async Task<IResult> OfUserAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = OfApp + "/{username:regex(^[-\\w.@+]+$)}")] HttpRequest request,
        string app,
        string username,
        CancellationToken cancellationToken) =>
        ApiResults.From(await list.OfAsync(app, username, cancellationToken), keys => ApiResults.Ok(AppKeyBody.Of(keys)));
}
