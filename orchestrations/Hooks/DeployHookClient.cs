using System.Net;
using Deis.Platform.Releases;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations.Hooks;

/// <summary>Sends deploy hooks.</summary>
public sealed class DeployHookClient(IOptions<DeployHookOptions> options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // Redirects are not followed, since the signature is for one URL; there are no spans, since those would have the URL.
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null });

    /// <summary>Tells one of the configured hooks of a release.</summary>
    /// <returns>What may be said in the app's log; null when there is no such hook any more.</returns>
    /// <exception cref="DeployHookFailedException">It is not there, or not well; trying again may help.</exception>
    public async Task<string?> SendAsync(int index, string app, Release release, CancellationToken cancellationToken)
    {
        if (index >= options.Value.Urls.Count)
        {
            return null;
        }

        var hook = options.Value.Urls[index];
        var name = DeployHookRequest.Describe(hook);
        using var time = new CancellationTokenSource(Limit, clock);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        using var request = DeployHookRequest.Create(hook, options.Value.SecretKey, app, release);
        try
        {
            using var response = await _http.SendAsync(request, over.Token);
            return Judge(name, response.StatusCode);
        }
        catch (HttpRequestException exception)
        {
            throw new DeployHookFailedException($"{name} cannot be reached ({exception.HttpRequestError})");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeployHookFailedException($"{name} did not answer within {Limit.TotalSeconds:0} s");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static string Judge(string name, HttpStatusCode status) => status switch
    {
        < HttpStatusCode.MultipleChoices => $"Deploy hook sent to {name}",
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
            throw new DeployHookFailedException($"{name} answered {(int)status}"),
        _ => $"Deploy hook sent to {name}, which answered {(int)status}",
    };
}
