using Deis.Functions.Config;
using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Configs;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Hooks;

/// <summary>Tells a builder the configuration to build with (docs/protocol/controller.md §11).</summary>
[Access(Access.Builder)]
public sealed class ConfigHook(Receiver receiver, ReadConfig read, ConfigVault vault)
{
    /// <summary>Shows the configuration to build with.</summary>
    [Function("hooks-config")]
    [Takes(typeof(ReceiveRequest))]
    [Answers(200, typeof(ConfigBody))]
    [Fails(ErrorKind.Field, "This field is required.", "receive_user")]
    [Fails(ErrorKind.Forbidden, "You do not have permission to perform this action.")]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    [Fails(ErrorKind.NotFound, "No App matches the given query.")]
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
