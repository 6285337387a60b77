using System.Security.Cryptography;
using System.Text;
using Deis.Functions.Abuse;
using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.FunctionsHost;
using Deis.Platform.Results;
using Deis.Platform.Tokens;
using Deis.Platform.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Pipeline;

/// <summary>Finds out who calls and turns away whom the function is not for (docs/protocol/controller.md §3).</summary>
internal sealed class AuthenticationMiddleware(IOptions<ApiOptions> options, RequestLimit limit, LastingRequests lasting, ClientAddress addresses)
    : IFunctionsWorkerMiddleware
{
    private const string BuilderHeader = "X-Deis-Builder-Auth";
    private const string TooManyRequests = "There were too many requests.";
    private const string TooManyAtOnce = "There are too many requests of yours that wait, follow a log or run a command.";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

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
        context.SetResult(refusal);
    }

    private async Task<IResult?> CheckAsync(FunctionContext context, HttpContext http, Access access)
    {
        var header = AuthorizationHeader.Read(http.Request);
        Error? error = null;
        Authenticated? shown = null;
        if (header is not null)
        {
            var authenticate = context.InstanceServices.GetRequiredService<AuthenticateToken>();
            (header.Value.TryGet(out var text, out error) ? await authenticate.ExecuteAsync(text, context.CancellationToken) : error).TryGet(out shown, out error);
        }
        if (access != Access.Builder && Throttle(http, header is not null, shown) is { } throttled)
        {
            return throttled;
        }
        var outOfScope = shown is null ? null : OutOfScope(http, shown.Scope);
        // Where everybody may come, a token for something else is worth as much as none.
        context.InstanceServices.GetRequiredService<Caller>().Set(outOfScope is null ? shown : null, header is not null);
        var refusal = access switch
        {
            Access.Optional => null,
            Access.Builder => error ?? CheckBuilder(http.Request, shown?.User),
            Access.Admin => error ?? CheckAdmin(shown?.User) ?? outOfScope,
            _ => error ?? (shown is null ? NoCredentials : outOfScope),
        };
        return refusal is null ? null : ApiResults.Failure(refusal);
    }

    // Who invents tokens is known by his address alone.
    private ThrottledResult? Throttle(HttpContext http, bool hasHeader, Authenticated? shown)
    {
        var key = shown is not null ? $"token {shown.Token.Id}" : hasHeader ? $"no token {addresses.Of(http)}" : null;
        if (key is not null && limit.Take(key) is var wait && wait > TimeSpan.Zero)
        {
            return new ThrottledResult(wait, TooManyRequests);
        }
        if (shown is null || http.GetEndpoint()?.Metadata.GetMetadata<LongLivedAttribute>() is null)
        {
            return null;
        }
        if (lasting.Begin(shown.User.Id) is not { } place)
        {
            return new ThrottledResult(Soon, TooManyAtOnce);
        }
        http.Response.RegisterForDispose(place);
        return null;
    }

    private static Error? OutOfScope(HttpContext http, TokenScope scope)
    {
        var asked = http.GetEndpoint()?.Metadata.GetMetadata<ScopeAttribute>();
        var looks = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        return scope.Refusal(asked?.Level ?? (looks ? TokenLevel.Read : TokenLevel.Admin), http.Request.RouteValues["app"]?.ToString(), asked is { EveryApp: true });
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
