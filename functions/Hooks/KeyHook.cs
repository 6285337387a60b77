using Deis.Functions.Http;
using Deis.Platform.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Hooks;

/// <summary>Tells the SSH gateway whose key it was shown (docs/protocol/controller.md §11).</summary>
[Access(Access.Builder)]
public sealed class KeyHook(FindKeyOwner find)
{
    /// <summary>The holder of a key and the apps he may use.</summary>
    [Function("hooks-key")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v2/hooks/key/{**fingerprint}")] HttpRequest request,
        string fingerprint,
        CancellationToken cancellationToken)
    {
        var owner = await find.ExecuteAsync(fingerprint, cancellationToken);
        return ApiResults.From(owner, o => ApiResults.Ok(o));
    }
}
