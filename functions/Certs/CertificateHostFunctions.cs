using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Platform.Certificates;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Certs;

/// <summary>The hosts that are served with a certificate (docs/protocol/controller.md §9.10).</summary>
[RouteValue("name", "Name of the certificate.", "shop-2026")]
[RouteValue("domain", "The host.", "www.example.com")]
public sealed class CertificateHostFunctions(AttachCertificate attach, DetachCertificate detach, RoutedAnswers answers, Caller caller)
{
    private const string Hosts = CertificateFunctions.One + "/domain";
    private const string Host = "/{domain:regex(^\\**\\.?[-\\._\\w]+$)}";

    /// <summary>Serves a host, named in the body, with a certificate.</summary>
    [Function("certs-attach")]
    [RunsOperation(OnlyWhenPreferred = true)]
    [Takes(typeof(CertificateHostRequest))]
    [Answers(201)]
    [Fails(ErrorKind.Domain, "domain is a required field")]
    [Fails(ErrorKind.Forbidden, "You do not have permission to perform this action.")]
    [Fails(ErrorKind.NotFound, "No Certificate matches the given query.")]
    [Fails(ErrorKind.NotFound, "No Domain matches the given query.")]
    [Fails(ErrorKind.Conflict, "Domain already has a certificate attached to it")]
    [Fails(ErrorKind.Unavailable, "The router could not be told of the change; nothing was changed. Try again in a moment.")]
    public Task<IResult> AttachAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Hosts)] HttpRequest request,
        string name,
        CancellationToken cancellationToken) =>
        AttachAsync(request, name, null, cancellationToken);

    /// <summary>Serves a host with a certificate; a host in the body goes before that of the path.</summary>
    [Function("certs-attach-named")]
    [RunsOperation(OnlyWhenPreferred = true)]
    [Takes(typeof(CertificateHostRequest), Required = false, Example = """{"replace":true}""")]
    [Answers(201)]
    [Fails(ErrorKind.Domain, "domain is a required field")]
    [Fails(ErrorKind.Forbidden, "You do not have permission to perform this action.")]
    [Fails(ErrorKind.NotFound, "No Certificate matches the given query.")]
    [Fails(ErrorKind.NotFound, "No Domain matches the given query.")]
    [Fails(ErrorKind.Conflict, "Domain already has a certificate attached to it")]
    [Fails(ErrorKind.Unavailable, "The router could not be told of the change; nothing was changed. Try again in a moment.")]
    public Task<IResult> AttachNamedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Hosts + Host)] HttpRequest request,
        string name,
        string domain,
        CancellationToken cancellationToken) =>
        AttachAsync(request, name, domain, cancellationToken);

    /// <summary>Serves a host with the router's own certificate again.</summary>
    [Function("certs-detach")]
    [RunsOperation(OnlyWhenPreferred = true)]
    [Answers(204)]
    [Fails(ErrorKind.Forbidden, "You do not have permission to perform this action.")]
    [Fails(ErrorKind.NotFound, "No Certificate matches the given query.")]
    [Fails(ErrorKind.NotFound, "No Domain matches the given query.")]
    [Fails(ErrorKind.Unavailable, "The router could not be told of the change; nothing was changed. Try again in a moment.")]
    public Task<IResult> DetachAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Hosts + Host)] HttpRequest request,
        string name,
        string domain,
        CancellationToken cancellationToken) =>
        answers.AnswerAsync(request, () => detach.ExecuteAsync(caller.User, name, domain, cancellationToken), _ => ApiResults.NoContent());

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
        var host = string.IsNullOrEmpty(named) ? domain : named;
        return await answers.AnswerAsync(
            request, () => attach.ExecuteAsync(caller.User, name, host, replace ?? false, cancellationToken), _ => ApiResults.CreatedEmpty());
    }
}
