using System.Security.Cryptography;
using System.Text;
using Deis.Functions.Http;
using Deis.FunctionsHost;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Pipeline;

/// <summary>Finds out who calls and turns away whom the function is not for (docs/protocol/controller.md §3).</summary>
internal sealed class AuthenticationMiddleware(IOptions<ApiOptions> options) : IFunctionsWorkerMiddleware
{
    private const string BuilderHeader = "X-Deis-Builder-Auth";

    private static readonly Error NoCredentials = Error.Unauthorized("Authentication credentials were not provided.");

    private readonly byte[] _builderKey = SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.BuilderKey));

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }
        var access = http.GetEndpoint()?.Metadata.GetMetadata<AccessAttribute>()?.Access ?? Access.User;
        if (access == Access.Anonymous || await CheckAsync(context, http, access) is not { } refusal)
        {
            await next(context);
            return;
        }
        context.SetResult(ApiResults.Failure(refusal));
    }

    private async Task<Error?> CheckAsync(FunctionContext context, HttpContext http, Access access)
    {
        var token = AuthorizationHeader.Read(http.Request);
        Error? error = null;
        User? user = null;
        if (token is not null)
        {
            var authenticate = context.InstanceServices.GetRequiredService<AuthenticateToken>();
            (token.Value.TryGet(out var text, out error) ? await authenticate.ExecuteAsync(text, context.CancellationToken) : error).TryGet(out user, out error);
        }
        context.InstanceServices.GetRequiredService<Caller>().Set(user, token is not null);
        return access switch
        {
            Access.Optional => null,
            Access.Builder => error ?? CheckBuilder(http.Request, user),
            Access.Admin => error ?? CheckAdmin(user),
            _ => error ?? (user is null ? NoCredentials : null),
        };
    }

    private static Error? CheckAdmin(User? user) => user switch
    {
        null => NoCredentials,
        { IsSuperuser: true } => null,
        _ => Error.Forbidden(),
    };

    private Error? CheckBuilder(HttpRequest request, User? user)
    {
        // Hashes have one length, so that the comparison tells nothing about the key's.
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers[BuilderHeader].ToString()));
        if (CryptographicOperations.FixedTimeEquals(given, _builderKey))
        {
            return null;
        }
        return user is null ? NoCredentials : Error.Forbidden();
    }
}
