namespace Deis.SlugTools.Building.Buildpacks;

/// <summary>
/// Where a buildpack comes from, as <c>BUILDPACK_URL</c> and the lines of <c>.buildpacks</c> say it (docs/protocol/slug.md §1.2): the
/// name of a bundled one, the URL of a .tgz, or an address for git with an optional <c>#reference</c>.
/// </summary>
internal sealed record BuildpackSource
{
    private static readonly string[] Owners = ["heroku/", "deis/"];
    private static readonly string[] Endings = [".git", ".tgz", ".tar.gz"];

    private BuildpackSource(BuildpackOrigin origin, string address, string where)
    {
        Origin = origin;
        Address = address;
        Display = address;
        Where = where;
    }

    /// <summary>Which of the three.</summary>
    public BuildpackOrigin Origin { get; }

    /// <summary>What git or the download is given: without credentials. The name of a bundled buildpack.</summary>
    public string Address { get; }

    /// <summary>Branch, tag or commit; empty for the default branch.</summary>
    public string Reference { get; private init; } = "";

    /// <summary>User and password of an http address. A secret.</summary>
    public (string User, string Password)? Credentials { get; private init; }

    /// <summary>What may be shown: neither credentials nor a query, which may hold a token.</summary>
    public string Display { get; private init; }

    /// <summary>A short name for messages: <c>some-buildpack</c>.</summary>
    public string Name
    {
        get
        {
            var last = Display.TrimEnd('/').Split('/', ':')[^1];
            return Endings.FirstOrDefault(last.EndsWith) is { } ending ? last[..^ending.Length] : last;
        }
    }

    /// <summary>Where it was written, for messages.</summary>
    public string Where { get; }

    /// <summary>Understands an address.</summary>
    public static Result<BuildpackSource> Parse(string text, string where)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var address = (hash < 0 ? text : text[..hash]).Trim();
        var reference = hash < 0 ? "" : text[(hash + 1)..].Trim();
        if (address.Length == 0 || !IsHarmless(address))
            return new Failure($"{where} is not the address of a buildpack; it should look like https://github.com/somebody/some-buildpack#v1");
        if (!IsHarmless(reference))
            return new Failure($"{where}: what follows the # is not a branch, a tag or a commit");

        if (BundledName(address) is { } name)
            return new BuildpackSource(BuildpackOrigin.Bundled, name, where);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return HasPassword(address)
                ? new Failure($"{where}: git takes no password in such an address; set SSH_KEY, or use https://user:password@…")
                : new BuildpackSource(BuildpackOrigin.Git, address, where) { Reference = reference };
        }
        var bare = uri.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
        return new BuildpackSource(IsArchive(uri) ? BuildpackOrigin.Archive : BuildpackOrigin.Git, bare, where)
        {
            Reference = reference,
            Credentials = CredentialsOf(uri),
            Display = uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped),
        };
    }

    /// <summary>The compiler's would print all members, secrets too.</summary>
    public override string ToString() => Display;

    /// <summary>Not an option in disguise, and one word.</summary>
    private static bool IsHarmless(string text) => !text.StartsWith('-') && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    private static string? BundledName(string address)
    {
        var owner = Owners.FirstOrDefault(owner => address.StartsWith(owner, StringComparison.Ordinal)) ?? "";
        var name = address[owner.Length..];
        return name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? name : null;
    }

    private static bool IsArchive(Uri uri) =>
        uri.AbsolutePath.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase) || uri.AbsolutePath.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase);

    private static (string User, string Password)? CredentialsOf(Uri uri)
    {
        if (uri.UserInfo.Length == 0)
            return null;
        var colon = uri.UserInfo.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (Uri.UnescapeDataString(uri.UserInfo), "")
            : (Uri.UnescapeDataString(uri.UserInfo[..colon]), Uri.UnescapeDataString(uri.UserInfo[(colon + 1)..]));
    }

    /// <summary>For <c>ssh://user:password@host/path</c> and <c>user:password@host:path</c>; <c>git@host:path</c> has none.</summary>
    private static bool HasPassword(string address)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var at = address.IndexOf('@', start);
        return at > start && address.AsSpan(start, at - start).Contains(':');
    }
}
