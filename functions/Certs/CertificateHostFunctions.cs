using Deis.Functions.Http;
using Deis.Platform.Certificates;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Certs;

/// <summary>The hosts that are served with a certificate (docs/protocol/controller.md §9.10).</summary>
public sealed class CertificateHostFunctions(AttachCertificate attach, DetachCertificate detach, Caller caller)
{
    private const string Hosts = CertificateFunctions.One + "/domain";
    private const string Host = "/{domain:regex(^\\**\\.?[-\\._\\w]+$)}";

    /// <summary>One more, named in the body.</summary>
    [Function("certs-attach")]
    public Task<IResult> AttachAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Hosts)] HttpRequest request,
        string name,
        CancellationToken cancellationToken) =>
        AttachAsync(request, name, null, cancellationToken);

    /// <summary>One more, named in the path unless the body names another.</summary>
    [Function("certs-attach-named")]
    public Task<IResult> AttachNamedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Hosts + Host)] HttpRequest request,
        string name,
        string domain,
        CancellationToken cancellationToken) =>
        AttachAsync(request, name, domain, cancellationToken);

    /// <summary>One less.</summary>
    [Function("certs-detach")]
    public async Task<IResult> DetachAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Hosts + Host)] HttpRequest request,
        string name,
        string domain,
        CancellationToken cancellationToken) =>
        ApiResults.From(await detach.ExecuteAsync(caller.User, name, domain, cancellationToken), _ => ApiResults.NoContent());

    private async Task<IResult> AttachAsync(HttpRequest request, string name, string? domain, CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var fields = new TextFields(body);
        var named = fields.Get("domain", nullable: true);
        var errors = new ErrorList();
        var replace = Flag.Read(body, "replace", errors);
        if (fields.AnyError(out var error) || errors.Any(out error))
        {
            return ApiResults.Failure(error);
        }
        var attached = await attach.ExecuteAsync(caller.User, name, string.IsNullOrEmpty(named) ? domain : named, replace ?? false, cancellationToken);
        return ApiResults.From(attached, _ => ApiResults.CreatedEmpty());
    }
}
