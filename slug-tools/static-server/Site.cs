using System.Text.Json;

namespace Deis.StaticServer;

/// <summary>What to serve and how: a folder and the settings of its <c>static.json</c> (docs/protocol/slug.md §6).</summary>
internal sealed record Site
{
    private const string SettingsFile = "static.json";

    private static readonly string[] PublicFolders = ["public", "public_html"];

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The folder whose files are served.</summary>
    public required string Root { get; init; }

    /// <summary>Shown with status 404, relative to the root; null when there is no such file.</summary>
    public string? ErrorPage { get; init; }

    /// <summary>Whether <c>/about</c> shows <c>about.html</c>.</summary>
    public bool CleanUrls { get; init; }

    /// <summary>Shown for every path that is no file, for apps whose routes live in the browser; null for none.</summary>
    public string? Fallback { get; init; }

    /// <summary>Reads the settings of an app, or says what is wrong with them.</summary>
    public static (Site? Site, string? Problem) Load(string folder)
    {
        Settings settings;
        var file = Path.Combine(folder, SettingsFile);
        try
        {
            settings = File.Exists(file) ? JsonSerializer.Deserialize<Settings>(File.ReadAllText(file), Format) ?? new() : new();
        }
        catch (JsonException e)
        {
            return (null, $"{SettingsFile}: line {e.LineNumber + 1}: not valid JSON for this file");
        }

        var app = Path.GetFullPath(folder);
        var root = Path.GetFullPath(Path.Combine(app, settings.Root ?? DefaultRoot(app)));
        if (root != app && !root.StartsWith(app + "/", StringComparison.Ordinal))
            return (null, $"{SettingsFile}: root \"{settings.Root}\" is outside the app");
        if (!Directory.Exists(root))
            return (null, $"{SettingsFile}: root \"{settings.Root}\" is not a folder of the app");

        string? Page(string? name) => name is not null && File.Exists(Path.Combine(root, name.TrimStart('/'))) ? name.TrimStart('/') : null;
        if (settings.ErrorPage is not null && Page(settings.ErrorPage) is null)
            return (null, $"{SettingsFile}: error_page \"{settings.ErrorPage}\" is not a file in the root");
        var fallback = settings.Routes?.GetValueOrDefault("/**");
        if (fallback is not null && Page(fallback) is null)
            return (null, $"{SettingsFile}: the route \"/**\" leads to \"{fallback}\", which is not a file in the root");

        return (new Site
        {
            Root = root,
            ErrorPage = Page(settings.ErrorPage ?? "404.html"),
            CleanUrls = settings.CleanUrls,
            Fallback = Page(fallback),
        }, null);
    }

    /// <summary>For the log of the build.</summary>
    public string Describe()
    {
        var page = ErrorPage is null ? "no 404 page" : $"{ErrorPage} as the 404 page";
        return $"the folder {Path.GetFileName(Root)}/, {page}{(CleanUrls ? ", clean URLs" : "")}{(Fallback is null ? "" : $", other paths show {Fallback}")}";
    }

    /// <summary>A page in the root of the app is the site; else <c>public/</c> or, as elsewhere, <c>public_html/</c>.</summary>
    private static string DefaultRoot(string app) =>
        File.Exists(Path.Combine(app, "index.html"))
            ? "."
            : PublicFolders.FirstOrDefault(name => Directory.Exists(Path.Combine(app, name)), ".");

    private sealed record Settings
    {
        public string? Root { get; init; }

        public string? ErrorPage { get; init; }

        public bool CleanUrls { get; init; }

        public Dictionary<string, string>? Routes { get; init; }
    }
}
