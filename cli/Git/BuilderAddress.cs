using Deis.Cli.Profiles;

namespace Deis.Cli.Git;

/// <summary>Where git pushes of a profile go, and which remotes lead there (docs/protocol/cli.md §6).</summary>
internal sealed class BuilderAddress
{
    private const int SshPort = 2222;

    private readonly string derivedHost;
    private readonly Uri? named;

    private BuilderAddress(string derivedHost, Uri? named)
    {
        this.derivedHost = derivedHost;
        this.named = named;
    }

    /// <summary>The address that the controller named at login, and the one that follows from the controller's host.</summary>
    public static BuilderAddress Of(Profile profile)
    {
        var host = profile.ControllerUri.Host;
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        var derived = dot < 0 ? host + "-builder" : $"{host[..dot]}-builder{host[dot..]}";
        Uri.TryCreate(profile.BuilderUrl, UriKind.Absolute, out var named);
        return new BuilderAddress(derived, named);
    }

    /// <summary>URL of the remote for an app.</summary>
    public string RemoteUrl(string app) =>
        named is null ? DerivedUrl(app) : $"{named.OriginalString.TrimEnd('/')}/{app}.git";

    /// <summary>Whether a remote's URL is that of an app, in either form.</summary>
    public bool IsRemoteOf(string app, string url) => url == RemoteUrl(app) || url == DerivedUrl(app);

    /// <summary>The app whose repository a remote's URL names; null if it leads elsewhere.</summary>
    public string? AppOf(string url)
    {
        if (!url.Contains(derivedHost, StringComparison.Ordinal) && !IsNamed(url))
            return null;
        var name = url[(url.LastIndexOfAny(['/', ':']) + 1)..];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? name : name[..dot];
    }

    private string DerivedUrl(string app) => $"ssh://git@{derivedHost}:{SshPort}/{app}.git";

    private bool IsNamed(string url) =>
        named is not null
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme == named.Scheme
        && uri.Host.Equals(named.Host, StringComparison.OrdinalIgnoreCase)
        && uri.Port == named.Port;
}
