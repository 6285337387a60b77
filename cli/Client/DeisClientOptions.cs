namespace Deis.Client;

/// <summary>How to reach a controller, and as whom.</summary>
public sealed class DeisClientOptions
{
    /// <summary>The controller; only scheme, host and port are used. See <see cref="Transport.ControllerUrl"/>.</summary>
    public required Uri Controller { get; init; }

    /// <summary>The user's token, sent as <c>Authorization: token …</c>. Null for calls that need no login.</summary>
    public string? Token { get; init; }

    /// <summary>False accepts any TLS certificate.</summary>
    public bool VerifyTls { get; init; } = true;

    /// <summary>Value of the <c>User-Agent</c> header.</summary>
    public string UserAgent { get; init; } = "Deis Client";

    /// <summary>
    /// Called at most once, with the version that the server sent (empty when it sent none), if that version does not
    /// match <see cref="ApiVersion.Client"/>. The call that met it goes on (docs/protocol/cli.md §3).
    /// </summary>
    public Action<string>? VersionMismatch { get; init; }

    /// <summary>Called when a request is sent; what it gives is disposed when the answer begins to come, or none comes.</summary>
    public Func<IAsyncDisposable>? Waiting { get; init; }
}
