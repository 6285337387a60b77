using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Deis.Logger.Http;

/// <summary>Lets only callers in who present the token; everybody if there is none.</summary>
internal sealed class TokenGuard(LoggerOptions options)
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _hash = options.Token is { } token ? Hash(token) : null;

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (_hash is null || context.Request.Path.StartsWithSegments("/healthz", StringComparison.Ordinal) || Presents(context.Request, _hash))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return context.Response.WriteAsync("Authorization: Bearer with the token of the logger is needed.\n", context.RequestAborted);
    }

    private static bool Presents(HttpRequest request, byte[] hash) =>
        request.Headers.Authorization.ToString() is var header
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..].Trim()), hash);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
