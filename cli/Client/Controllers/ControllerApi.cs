using System.Net;
using Deis.Client.Transport;

namespace Deis.Client.Controllers;

/// <summary>The controller itself.</summary>
public sealed class ControllerApi(ApiConnection connection)
{
    /// <summary>Whether there is a controller: its API root answers 401 to a call without token (docs/protocol/cli.md §2).</summary>
    public async Task<bool> IsControllerAsync(CancellationToken cancellationToken)
    {
        using var response = await connection.ProbeAsync("/v2/", cancellationToken);
        return response.StatusCode == HttpStatusCode.Unauthorized;
    }

    /// <summary>The controller's API version, empty when it does not say.</summary>
    public async Task<string> ApiVersionAsync(CancellationToken cancellationToken)
    {
        using var response = await connection.ProbeAsync("/healthz", cancellationToken);
        return response.Headers.TryGetValues(ApiVersion.Header, out var values) ? values.First() : "";
    }
}
