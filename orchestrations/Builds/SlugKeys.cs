namespace Deis.Orchestrations.Builds;

/// <summary>Object keys of a build (docs/protocol/builder.md, "Object keys").</summary>
public static class SlugKeys
{
    /// <summary>Characters of a commit that name its build.</summary>
    public const int ShortSha = 8;

    /// <summary>Everything of an app begins so.</summary>
    public static string App(string app) => $"home/{app}";

    /// <summary>The source tarball of a commit.</summary>
    public static string Source(string app, string sha) => $"{Base(app, sha)}/tar";

    /// <summary>Source that came by the queue, not by a push; what follows is an id and <c>/tar</c>.</summary>
    public static string QueuedSources(string app) => $"{App(app)}:queue-";

    /// <summary>A source tarball that came by the queue.</summary>
    public static string QueuedSource(string app, Guid id) => $"{QueuedSources(app)}{id:N}/tar";

    /// <summary>The slug of a commit.</summary>
    public static string Slug(string app, string sha) => $"{Base(app, sha)}/push/slug.tgz";

    /// <summary>The process types of a commit's slug.</summary>
    public static string Procfile(string app, string sha) => $"{Base(app, sha)}/push/Procfile";

    /// <summary>The process types that lie beside a slug.</summary>
    public static string ProcfileBeside(string slug) => slug[..(slug.LastIndexOf('/') + 1)] + "Procfile";

    /// <summary>The build cache of an app.</summary>
    public static string Cache(string app) => $"home/{app}/cache/cache.tgz";

    private static string Base(string app, string sha) => $"home/{app}:git-{sha[..ShortSha]}";
}
