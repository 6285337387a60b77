using Deis.Cli.Apps;
using Deis.Cli.Auth;
using Deis.Cli.Builds;
using Deis.Cli.Certs;
using Deis.Cli.Config;
using Deis.Cli.Git;
using Deis.Cli.Help;
using Deis.Cli.Keys;
using Deis.Cli.Ps;
using Deis.Cli.Releases;
using Deis.Cli.Tokens;

namespace Deis.Cli.Dispatch;

/// <summary>All commands there are. Dispatch, the help texts and the shortcuts follow from it.</summary>
internal static class CommandTable
{
    public static readonly IReadOnlyList<CommandGroup> Groups =
    [
        new("apps", "manage applications used to provide services", "apps:list",
            [new AppsCreate(), new AppsList(), new AppsInfo(), new AppsOpen(), new AppsLogs(), new AppsRun(), new AppsDestroy()]),
        new("auth", "register, log in, and log out", DefaultCommand: null,
            [new AuthRegister(), new AuthLogin(), new AuthLogout(), new AuthWhoami()]) { Listed = false },
        new("builds", "manage builds created using 'git push'", "builds:list", [new BuildsList(), new BuildsEnqueue()]),
        new("certs", "manage SSL endpoints for an app", "certs:list",
            [new CertsList(), new CertsAdd(), new CertsRemove(), new CertsInfo(), new CertsAttach(), new CertsDetach()]),
        new("config", "manage environment variables that define app config", "config:list",
            [new ConfigList(), new ConfigSet(), new ConfigUnset()]),
        new("git", "manage git for applications", DefaultCommand: null, [new GitRemoteCommand(), new GitRemoveCommand()]),
        new("keys", "manage ssh keys used for 'git push' deployments", "keys:list",
            [new KeysList(), new KeysAdd(), new KeysRemove()]) { Title = "SSH keys" },
        new("ps", "manage processes inside an app container", "ps:list",
            [new PsList(), new PsRestart(), new PsScale(), new PsStop()]) { Title = "processes" },
        new("releases", "manage releases of an application", "releases:list",
            [new ReleasesList(), new ReleasesInfo(), new ReleasesRollback()]),
        new("shortcuts", "list the shortcuts of commands", "shortcuts:list", [new ShortcutsList()]) { Listed = false },
        new("tokens", "manage tokens for scripts and CI systems", "tokens:list",
            [new TokensList(), new TokensCreate(), new TokensRevoke()]),
        new("version", "display client version", "version", [new VersionCommand()]),
    ];

    /// <summary>The group of a command word: the part before the first colon.</summary>
    public static CommandGroup? GroupOf(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? word : word[..colon];
        return Groups.FirstOrDefault(group => group.Name == name);
    }

    /// <summary>A command by its full name.</summary>
    public static Command? Find(string name) => GroupOf(name)?.Find(name);
}
