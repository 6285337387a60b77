using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Keys;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Hooks;

/// <summary>Tells builders whose keys may push to an app (docs/protocol/controller.md §11).</summary>
[Access(Access.Builder)]
[RouteValue("username", "The account.", "alice")]
public sealed class AppKeysHook(ListAppKeys list)
{
    private const string OfApp = "v2/hooks/keys/{app:regex(^(?-i)[a-z0-9-]+$)}";

    /// <summary>Shows whose keys may push to an app, of all accounts.</summary>
    [Function("hooks-keys")]
    [Answers(200, typeof(Dictionary<string, AppKeyBody[]>), Example = """{"alice":[{"key":"ssh-ed25519 AAAA… alice@laptop","fingerprint":"3c:4a:0e:93:8f:6b:d2:55:1e:7c:90:ab:44:f1:6d:28"}]}""")]
    public async Task<IResult> AllAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = OfApp)] HttpRequest request,
        string app,
        CancellationToken cancellationToken) =>
        ApiResults.From(await list.ExecuteAsync(app, cancellationToken), keys => ApiResults.Ok(AppKeyBody.Of(keys)));

    /// <summary>Shows which keys of an account may push to an app.</summary>
    [Function("hooks-keys-user")]
    [Answers(200, typeof(Dictionary<string, AppKeyBody[]>), Example = """{"alice":[{"key":"ssh-ed25519 AAAA… alice@laptop","fingerprint":"3c:4a:0e:93:8f:6b:d2:55:1e:7c:90:ab:44:f1:6d:28"}]}""")]
    [Fails(ErrorKind.Forbidden, "You do not have permission to perform this action.")]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    [Fails(ErrorKind.NotFoundDetail, "No Keys match the given query.")]
    public async Task<IResult> OfUserAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = OfApp + "/{username:regex(^[-\\w.@+]+$)}")] HttpRequest request,
        string app,
        string username,
        CancellationToken cancellationToken) =>
        ApiResults.From(await list.OfAsync(app, username, cancellationToken), keys => ApiResults.Ok(AppKeyBody.Of(keys)));
}
