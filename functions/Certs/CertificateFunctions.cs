using Deis.Functions.Http;
using Deis.Platform.Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Certs;

/// <summary>The caller's TLS certificates (docs/protocol/controller.md §9.10).</summary>
public sealed class CertificateFunctions(ListCertificates list, AddCertificate add, FindCertificate find, RemoveCertificate remove, Caller caller)
{
    private const string All = "v2/certs";

    /// <summary>One certificate.</summary>
    internal const string One = All + "/{name:regex(^[-_*.\\w]+$)}";

    /// <summary>All of them.</summary>
    [Function("certs-list")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var page = await list.ExecuteAsync(caller.User, Paging.Of(request), cancellationToken);
        return Paging.Envelope(request, page.Select(c => CertificateBody.Of(c, caller.User.Username)));
    }

    /// <summary>Adds one.</summary>
    [Function("certs-add")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var fields = new TextFields(body);
        var (name, certificate, key) = (fields.Get("name"), fields.Get("certificate"), fields.Get("key"));
        if (fields.AnyError(out var error))
        {
            return ApiResults.Failure(error);
        }
        var added = await add.ExecuteAsync(caller.User, name, certificate, key, cancellationToken);
        return ApiResults.From(added, c => ApiResults.Created(CertificateBody.Of(c, caller.User.Username)));
    }

    /// <summary>Shows one.</summary>
    [Function("certs-get")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = One)] HttpRequest request,
        string name,
        CancellationToken cancellationToken)
    {
        var certificate = await find.ExecuteAsync(caller.User, name, cancellationToken);
        return ApiResults.From(certificate, c => ApiResults.Ok(CertificateBody.Of(c, caller.User.Username)));
    }

    /// <summary>Removes one; its hosts have the router's own certificate from then on.</summary>
    [Function("certs-remove")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request,
        string name,
        CancellationToken cancellationToken) =>
        ApiResults.From(await remove.ExecuteAsync(caller.User, name, cancellationToken), _ => ApiResults.NoContent());
}
