using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.SshGateway.Api;
using Deis.SshGateway.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Deis.SshGateway.Pushes;

/// <summary>The push hook's calls to the platform. The hook runs as user <c>git</c> and cannot have the builder key; it names its session, and user and app
/// come from there (docs/protocol/builder.md §6).</summary>
internal sealed partial class PushEndpoints(HooksClient hooks, PushSessions pushes, IHostApplicationLifetime lifetime, ILogger logger)
{
    private const int BufferBytes = 16 * 1024;

    /// <summary>Answers <c>POST /pushes/upload?session=…&amp;sha=…</c>: where the source goes.</summary>
    public Task UploadAsync(HttpContext context, string session, string sha) => RelayAsync(context, session, (push, cancellationToken) =>
        hooks.PostAsync("v2/hooks/push/upload", new JsonObject { ["receive_user"] = push.User, ["receive_repo"] = push.App, ["sha"] = sha }, cancellationToken));

    /// <summary>Answers <c>POST /pushes?session=…&amp;sha=…&amp;key=…&amp;branch=…</c>: starts the deploy.</summary>
    public Task StartAsync(HttpContext context, string session, string sha, string key, string branch) => RelayAsync(context, session, (push, cancellationToken) =>
        hooks.PostAsync(
            "v2/hooks/push",
            new JsonObject
            {
                ["operation"] = OperationOf(push),
                ["receive_user"] = push.User,
                ["receive_repo"] = push.App,
                ["sha"] = sha,
                ["key"] = key,
                ["branch"] = branch,
            },
            cancellationToken));

    /// <summary>Answers <c>GET /pushes/events?session=…&amp;after=…</c>: the deploy's events as they come.</summary>
    public Task EventsAsync(HttpContext context, string session, long after) => RelayAsync(context, session, (push, cancellationToken) =>
        hooks.OpenAsync($"v2/hooks/push/{OperationOf(push)}/events?after={after}", cancellationToken));

    private static string OperationOf(PushSession push) => $"push-{push.Id}";

    private async Task RelayAsync(HttpContext context, string session, Func<PushSession, CancellationToken, Task<HttpResponseMessage>> call)
    {
        if (pushes.Find(session) is not { } push)
        {
            context.Response.StatusCode = StatusCodes.Status410Gone;
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            using var answer = await call(push, ended.Token);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = "application/json";
            if (answer.IsSuccessStatusCode)
            {
                await CopyAsync(answer, context.Response, ended.Token);
            }
            else
            {
                LogRefused(push.App, push.User, (int)answer.StatusCode);
                await context.Response.WriteAsJsonAsync(new { detail = await DetailOfAsync(answer, ended.Token) }, ended.Token);
            }
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            LogUnavailable(push.App, e);
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private static async Task CopyAsync(HttpResponseMessage answer, HttpResponse response, CancellationToken cancellationToken)
    {
        await using var source = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await response.Body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }
    }

    // Errors of the API are {"detail": "…"} or a bare JSON string.
    private static async Task<string> DetailOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var body = await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
            var detail = body is JsonObject problem ? problem["detail"] : body;
            return detail?.GetValueKind() == JsonValueKind.String ? detail.GetValue<string>() : $"The platform refused the push with status {(int)answer.StatusCode}.";
        }
        catch (JsonException)
        {
            return $"The platform refused the push with status {(int)answer.StatusCode}.";
        }
    }

    [LoggerMessage(2221, LogLevel.Warning, "The API refused a step of the push to {App} by {User} with status {Status}")]
    private partial void LogRefused(string app, string user, int status);

    [LoggerMessage(2222, LogLevel.Warning, "The API went away during the push to {App}; the hook tries again")]
    private partial void LogUnavailable(string app, Exception exception);
}
