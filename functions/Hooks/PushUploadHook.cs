using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Orchestrations.Builds;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Hooks;

/// <summary>Lets the SSH gateway upload the source of a commit (docs/protocol/controller.md §12).</summary>
[Access(Access.Builder)]
public sealed class PushUploadHook(Receiver receiver, IObjectStore store)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Checks that a user may push to an app, and says where to upload the source of a commit.</summary>
    [Function("hooks-push-upload")]
    [Takes(typeof(PushUploadRequest))]
    [Answers(200, typeof(UploadPermit))]
    [Fails(ErrorKind.Field, "A commit is 40 hexadecimal digits in lower case.", "sha")]
    [Fails(ErrorKind.Forbidden, "You do not have permission to perform this action.")]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    [Fails(ErrorKind.NotFound, "No App matches the given query.")]
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
