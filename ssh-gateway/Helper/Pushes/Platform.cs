using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Deis.SshGateway.Helper.Gateway;

namespace Deis.SshGateway.Helper.Pushes;

/// <summary>The platform's push calls, through the gateway, which knows the user, the app and the key (docs/protocol/builder.md §6, §7).</summary>
internal sealed class Platform(GatewaySocket gateway, string session, Patience patience)
{
    private const int SessionUnknown = 410;
    private const int FirstRedirect = 300;
    private const int FirstServerError = 500;

    /// <summary>Asks where to put the source of <paramref name="sha"/>.</summary>
    /// <exception cref="PushFailedException">The platform refused, or is away.</exception>
    public async Task<UploadTarget> AskUploadAsync(string sha, CancellationToken cancellationToken)
    {
        using var reply = await SendAsync("POST", $"/pushes/upload?session={session}&sha={sha}", cancellationToken);
        return await ReadAsync(reply, PlatformJson.Default.UploadTarget, cancellationToken);
    }

    /// <summary>Starts the deploy; starting it again is no second deploy.</summary>
    /// <exception cref="PushFailedException">The platform refused, or is away.</exception>
    public async Task StartAsync(string sha, string key, string branch, CancellationToken cancellationToken)
    {
        var target = $"/pushes?session={session}&sha={sha}&key={Uri.EscapeDataString(key)}&branch={Uri.EscapeDataString(branch)}";
        using var reply = await SendAsync("POST", target, cancellationToken);
    }

    /// <summary>Follows the deploy to its end, handing every line to <paramref name="print"/> once.</summary>
    /// <returns>The last event.</returns>
    /// <exception cref="PushFailedException">The platform refused, or is away.</exception>
    public async Task<PushEvent> FollowAsync(Action<string> print, CancellationToken cancellationToken)
    {
        long seen = 0;
        while (true)
        {
            using (var reply = await SendAsync("GET", $"/pushes/events?session={session}&after={seen}", cancellationToken))
            using (StreamReader lines = new(reply.Body))
            {
                while (await ReadEventAsync(lines, cancellationToken) is { } next)
                {
                    if (next.Status is not null)
                    {
                        return next;
                    }

                    if (next.Seq > seen)
                    {
                        seen = next.Seq;
                        print(next.Line ?? "");
                    }
                }
            }

            await patience.AwayAsync(cancellationToken);
        }
    }

    private async Task<GatewayReply> SendAsync(string method, string target, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TrySend(method, target) is { } reply)
            {
                if (reply.Status < FirstRedirect)
                {
                    patience.Alive();
                    return reply;
                }

                using (reply)
                {
                    if (reply.Status is < FirstServerError and not SessionUnknown)
                    {
                        var problem = await ReadAsync(reply, PlatformJson.Default.Problem, cancellationToken);
                        throw new PushFailedException(problem.Detail ?? $"The platform refused the push with status {reply.Status}.");
                    }
                }
            }

            await patience.AwayAsync(cancellationToken);
        }
    }

    private GatewayReply? TrySend(string method, string target)
    {
        try
        {
            return gateway.Send(method, target);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // The connection may end in the middle of a line: that is an end, too.
    private static async Task<PushEvent?> ReadEventAsync(StreamReader lines, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadLineAsync(cancellationToken) is { } line ? JsonSerializer.Deserialize(line, PlatformJson.Default.PushEvent) : null;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    private static async Task<T> ReadAsync<T>(GatewayReply reply, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(reply.Body, type, cancellationToken) ?? throw new JsonException("null");
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new PushFailedException($"The platform answered with status {reply.Status} and something unreadable.");
        }
    }
}
