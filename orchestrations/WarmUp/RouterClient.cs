using System.Net;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations.WarmUp;

/// <summary>Asks the router for apps, as their users will.</summary>
public sealed class RouterClient(IOptions<WarmUpOptions> options, TimeProvider clock) : IDisposable
{
    // Names the cause in answers that the router gives in place of an app (docs/protocol/router.md §5).
    private const string RouterErrorHeader = "Deis-Router-Error";
    private const string Maintenance = "app_maintenance";

    // A path that was made to be probed answers fast; others may have work to do.
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PageLimit = TimeSpan.FromSeconds(3);

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    /// <summary>One GET. Null when the app answered; otherwise what happened instead.</summary>
    public async Task<string?> AskAsync(WarmUpPlan plan, CancellationToken cancellationToken)
    {
        var limit = plan.HasProbe ? ProbeLimit : PageLimit;
        using var time = new CancellationTokenSource(limit, clock);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, Url(plan.Path));
        request.Headers.Host = plan.Host;
        try
        {
            using var response = await _http.SendAsync(request, over.Token);
            return Problem(response, plan);
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {limit.TotalSeconds:0} s";
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    // Put together as text: a path such as //example.com/ must not lead elsewhere.
    private Uri Url(string path) => new($"{options.Value.RouterUrl!.GetLeftPart(UriPartial.Authority)}/{path.TrimStart('/')}");

    private static string? Problem(HttpResponseMessage response, WarmUpPlan plan)
    {
        if (response.Headers.TryGetValues(RouterErrorHeader, out var codes))
        {
            // An app that is shown as down on purpose is served as it should be.
            var code = string.Join(',', codes);
            return code == Maintenance ? null : $"the router answered {(int)response.StatusCode} ({code})";
        }

        return plan.HasProbe && response.StatusCode != HttpStatusCode.OK ? $"its health check answered {(int)response.StatusCode}" : null;
    }
}
