namespace Deis.Cli.Dispatch;

/// <summary>Short names of commands; those of commands that do not exist are not there either.</summary>
internal static class Shortcuts
{
    private static readonly Shortcut[] Known =
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

    /// <summary>All, sorted by name.</summary>
    public static IEnumerable<Shortcut> All => Known.Where(shortcut => CommandTable.Find(shortcut.Target) is not null);

    /// <summary>The command that a word stands for; the word itself if it is no shortcut.</summary>
    public static string Expand(string word) => Known.FirstOrDefault(shortcut => shortcut.Name == word)?.Target ?? word;
}
