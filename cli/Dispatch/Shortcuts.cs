namespace Deis.Cli.Dispatch;

/// <summary>Short names of commands.</summary>
internal static class Shortcuts
{
    /// <summary>All, sorted by name.</summary>
    public static readonly IReadOnlyList<Shortcut> All =
    [
        new("create", "apps:create"),
        new("destroy", "apps:destroy"),
        new("info", "apps:info"),
        new("login", "auth:login"),
        new("logout", "auth:logout"),
        new("logs", "apps:logs"),
        new("open", "apps:open"),
        new("passwd", "auth:passwd"),
        new("pull", "builds:create"),
        new("register", "auth:register"),
        new("rollback", "releases:rollback"),
        new("run", "apps:run"),
        new("scale", "ps:scale"),
        new("sharing", "perms:list"),
        new("sharing:add", "perms:create"),
        new("sharing:list", "perms:list"),
        new("sharing:remove", "perms:delete"),
        new("whoami", "auth:whoami"),
    ];

    /// <summary>The command that a word stands for; the word itself if it is no shortcut.</summary>
    public static string Expand(string word) => All.FirstOrDefault(shortcut => shortcut.Name == word)?.Target ?? word;
}
