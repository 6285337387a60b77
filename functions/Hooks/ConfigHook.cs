using Deis.Functions.Config;
using Deis.Functions.Http;
using Deis.Platform.Configs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Hooks;

/// <summary>Tells a builder the configuration to build with (docs/protocol/controller.md §11).</summary>
[Access(Access.Builder)]
public sealed class ConfigHook(Receiver receiver, ReadConfig read, ConfigVault vault)
{
    /// <summary>The configuration that the app runs with.</summary>
    [Function("hooks-config")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v2/hooks/config")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        if (!(await receiver.FindAsync(body, cancellationToken)).TryGet(out var found, out var error))
        {
            return ApiResults.Failure(error);
        }
        var config = await read.ExecuteAsync(found.App.Id, found.User, cancellationToken);
        return ApiResults.From(config, c => ApiResults.Ok(ConfigBody.Of(c, found.App.Id, c.Owner!.Username, vault)));
    }
}
