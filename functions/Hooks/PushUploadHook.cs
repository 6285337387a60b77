using Deis.Functions.Http;
using Deis.Orchestrations.Builds;
using Deis.Platform.ObjectStorage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Hooks;

/// <summary>Lets the SSH gateway upload the source of a commit (docs/protocol/controller.md §12).</summary>
[Access(Access.Builder)]
public sealed class PushUploadHook(Receiver receiver, IObjectStore store)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Checks that the user may push to the app and says where to upload.</summary>
    [Function("hooks-push-upload")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v2/hooks/push/upload")] HttpRequest request,
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
        var fields = new TextFields(body);
        var sha = fields.Get("sha");
        if (fields.AnyError(out error) || (error = PushRules.CheckSha(sha)) is not null)
        {
            return ApiResults.Failure(error);
        }
        var key = SlugKeys.Source(found.App.Id, sha!);
        var permit = store.Presign(key, PresignedAccess.Write, Lifetime);
        return ApiResults.Ok(new UploadPermit(key, permit.Url.AbsoluteUri, permit.Method, permit.Headers));
    }
}
