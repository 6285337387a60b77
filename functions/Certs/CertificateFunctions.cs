using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Platform.Certificates;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Certs;

/// <summary>The caller's TLS certificates (docs/protocol/controller.md §9.10).</summary>
[RouteValue("name", "Name of the certificate.", "shop-2026")]
public sealed class CertificateFunctions(ListCertificates list, AddCertificate add, FindCertificate find, RemoveCertificate remove, RoutedAnswers answers, Caller caller)
{
    private const string All = "v2/certs";

    /// <summary>One certificate.</summary>
    internal const string One = All + "/{name:regex(^[-_*.\\w]+$)}";

    /// <summary>Lists the caller's certificates, by name.</summary>
    [Function("certs-list")]
    [Answers(200, typeof(PageEnvelope<CertificateBody>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var page = await list.ExecuteAsync(caller.User, Paging.Of(request), cancellationToken);
        return Paging.Envelope(request, page.Select(c => CertificateBody.Of(c, caller.User.Username)));
    }

    /// <summary>Adds a certificate.</summary>
    [Function("certs-add")]
    [Takes(typeof(CertificateRequest))]
    [Answers(201, typeof(CertificateBody))]
    [Fails(ErrorKind.Field, "certificate with this name already exists.", "name")]
    [Fails(ErrorKind.Items, "Certificate and private key do not match!")]
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

    /// <summary>Shows a certificate; neither its text nor its key.</summary>
    [Function("certs-get")]
    [Answers(200, typeof(CertificateBody))]
    [Fails(ErrorKind.NotFound, "No Certificate matches the given query.")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = One)] HttpRequest request,
        string name,
        CancellationToken cancellationToken)
    {
        var certificate = await find.ExecuteAsync(caller.User, name, cancellationToken);
        return ApiResults.From(certificate, c => ApiResults.Ok(CertificateBody.Of(c, caller.User.Username)));
    }

    /// <summary>Removes a certificate; its hosts have the router's own from then on.</summary>
    [Function("certs-remove")]
    [RunsOperation(typeof(StartedOperations), OnlyWhenPreferred = true)]
    [Answers(204)]
    [Fails(ErrorKind.NotFound, "No Certificate matches the given query.")]
    [Fails(ErrorKind.Conflict, "The certificate is being attached to hosts while it is removed. Try again.")]
    [Fails(ErrorKind.Unavailable, "The router could not be told on all hosts that the certificate goes; it is still there. Try again in a moment.")]
    public Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request,
        string name,
        CancellationToken cancellationToken) =>
        answers.AnswerAsync(request, () => remove.ExecuteAsync(caller.User, name, cancellationToken), _ => ApiResults.NoContent());
}
