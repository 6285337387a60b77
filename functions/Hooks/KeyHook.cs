using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Keys;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Hooks;

/// <summary>Tells the SSH gateway whose key it was shown (docs/protocol/controller.md §11).</summary>
[Access(Access.Builder)]
[RouteValue("fingerprint", "MD5 of the key as 16 hex pairs with colons.", "3c:4a:0e:93:8f:6b:d2:55:1e:7c:90:ab:44:f1:6d:28")]
public sealed class KeyHook(FindKeyOwner find)
{
    /// <summary>Shows the holder of a key and the apps that he may use.</summary>
    [Function("hooks-key")]
    [Query("app", "An app whose deploy branch is wanted.", Example = Sample.App)]
    [Answers(200, typeof(KeyOwner), Example = """{"username":"alice","apps":["shop"]}""")]
    [Fails(ErrorKind.NotFound, "No Key matches the given query.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v2/hooks/key/{**fingerprint}")] HttpRequest request,
        string fingerprint,
        string? app,
        CancellationToken cancellationToken)
    {
        var owner = await find.ExecuteAsync(fingerprint, app, cancellationToken);
        return ApiResults.From(owner, o => ApiResults.Ok(o));
    }
}
