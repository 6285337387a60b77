using Deis.SshGateway.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Deis.SshGateway.Keys;

/// <summary>What sshd asks, through <c>AuthorizedKeysCommand</c>, about every key a client offers: the answer is a line of an <c>authorized_keys</c>
/// file, or nothing when the key is not known (docs/protocol/builder.md §2).</summary>
internal sealed partial class AuthorizedKeysEndpoint(HooksClient hooks, string helper, ILogger logger)
{
    /// <summary>Answers <c>GET /authorized_keys?type=…&amp;key=…</c>.</summary>
    public async Task<IResult> HandleAsync(string? type, string? key, CancellationToken cancellationToken)
    {
        if (PublicKey.Parse(type, key) is not { } offered)
        {
            return Results.Text("");
        }

        try
        {
            return await hooks.FindOwnerAsync(offered.Fingerprint, app: null, cancellationToken) is null
                ? Results.Text("")
                : Results.Text($"restrict,command=\"{helper} session {offered.Fingerprint}\" {offered.Type} {Convert.ToBase64String(offered.Blob)}\n");
        }
        catch (HttpRequestException e)
        {
            LogUnavailable(e);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(2201, LogLevel.Error, "A key could not be looked up, so nobody can log in over SSH. Is the API up, and does it have the same builder key?")]
    private partial void LogUnavailable(Exception exception);
}
