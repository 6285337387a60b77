using Deis.Cli.Apps;
using Deis.Cli.Auth;
using Deis.Cli.Autoscale;
using Deis.Cli.Branch;
using Deis.Cli.Builds;
using Deis.Cli.Certs;
using Deis.Cli.Completion;
using Deis.Cli.Config;
using Deis.Cli.Domains;
using Deis.Cli.Git;
using Deis.Cli.Healthchecks;
using Deis.Cli.Help;
using Deis.Cli.Keys;
using Deis.Cli.Labels;
using Deis.Cli.Limits;
using Deis.Cli.Maintenance;
using Deis.Cli.Perms;
using Deis.Cli.Ps;
using Deis.Cli.Registry;
using Deis.Cli.Releases;
using Deis.Cli.Routing;
using Deis.Cli.Services;
using Deis.Cli.Tags;
using Deis.Cli.Timeouts;
using Deis.Cli.Tls;
using Deis.Cli.Tokens;
using Deis.Cli.Users;
using Deis.Cli.Whitelist;

namespace Deis.Cli.Dispatch;

/// <summary>All commands there are. Dispatch, the help texts, the shortcuts and completion follow from it.</summary>
internal static class CommandTable
{
    public static readonly IReadOnlyList<CommandGroup> Groups =
    [
        new("apps", Topic.Deploy, "manage applications used to provide services", "apps:list",
            [
                new AppsCreate(), new AppsList(), new AppsInfo(), new AppsOpen(), new AppsLogs(), new AppsRun(), new AppsDestroy(),
                new AppsTransfer(),
            ]),
        new("auth", Topic.Account, "register, log in, and log out", DefaultCommand: null,
            [
                new AuthRegister(), new AuthLogin(), new AuthLogout(), new AuthPasswd(), new AuthWhoami(), new AuthCancel(),
                new AuthRegenerate(),
            ]),
        new("autoscale", Topic.Run, "manage autoscale options of an application", "autoscale:list",
            [new AutoscaleList(), new AutoscaleSet(), new AutoscaleUnset()]),
        new("branch", Topic.Deploy, "choose the branch that 'git push' deploys", "branch:info",
            [new BranchInfo(), new BranchSet(), new BranchUnset()]),
        new("builds", Topic.Deploy, "manage builds created using 'git push'", "builds:list",
            [new BuildsList(), new BuildsCreate(), new BuildsEnqueue()]),
        new("certs", Topic.Route, "manage SSL endpoints for an app", "certs:list",
            [new CertsList(), new CertsAdd(), new CertsRemove(), new CertsInfo(), new CertsAttach(), new CertsDetach()]),
        new("completion", Topic.Client, "have your shell complete commands", "completion", [new CompletionCommand()]),
        new("config", Topic.Configure, "manage environment variables that define app config", "config:list",
            [new ConfigList(), new ConfigSet(), new ConfigUnset(), new ConfigPull(), new ConfigPush()]),
        new("domains", Topic.Route, "manage and assign domain names to your applications", "domains:list",
            [new DomainsAdd(), new DomainsList(), new DomainsRemove()]),
        new("git", Topic.Deploy, "manage git for applications", DefaultCommand: null, [new GitRemoteCommand(), new GitRemoveCommand()]),
        new("healthchecks", Topic.Configure, "manage healthchecks for applications", "healthchecks:list",
            [new HealthchecksList(), new HealthchecksSet(), new HealthchecksUnset()]),
        new("keys", Topic.Deploy, "manage ssh keys used for 'git push' deployments", "keys:list",
            [new KeysList(), new KeysAdd(), new KeysRemove()]) { Title = "SSH keys" },
        new("labels", Topic.Configure, "manage labels of an application", "labels:list",
            [new LabelsList(), new LabelsSet(), new LabelsUnset()]),
        new("limits", Topic.Configure, "manage resource limits for your application", "limits:list",
            [new LimitsList(), new LimitsSet(), new LimitsUnset()]),
        new("maintenance", Topic.Route, "manage maintenance mode of an application", "maintenance:info",
            [new MaintenanceInfo(), new MaintenanceSwitch(on: true), new MaintenanceSwitch(on: false)]),
        new("perms", Topic.Share, "manage permissions for applications", "perms:list",
            [new PermsList(), new PermsChange(grants: true), new PermsChange(grants: false)]),
        new("ps", Topic.Run, "manage processes inside an app container", "ps:list",
            [new PsList(), new PsExec(), new PsRestart(), new PsScale(), new PsStop()]) { Title = "processes" },
        new("registry", Topic.Configure, "manage private registry information for your application", "registry:list",
            [new RegistryList(), new RegistrySet(), new RegistryUnset()]),
        new("releases", Topic.Deploy, "manage releases of an application", "releases:list",
            [new ReleasesList(), new ReleasesInfo(), new ReleasesRollback()]),
        new("routing", Topic.Route, "manage routability of an application", "routing:info",
            [new RoutingInfo(), new RoutingSwitch(on: true), new RoutingSwitch(on: false)]),
        new("services", Topic.Route, "manage services of an application", "services:list",
            [new ServicesAdd(), new ServicesList(), new ServicesRemove()]),
        new("shortcuts", Topic.Client, "list the shortcuts of commands", "shortcuts:list", [new ShortcutsList()]),
        new("tags", Topic.Configure, "manage tags for application containers", "tags:list",
            [new TagsList(), new TagsSet(), new TagsUnset()]),
        new("timeouts", Topic.Configure, "manage how long processes get to end", "timeouts:list",
            [new TimeoutsList(), new TimeoutsSet(), new TimeoutsUnset()]),
        new("tls", Topic.Route, "manage TLS settings for applications", "tls:info",
            [new TlsInfo(), new TlsSwitch(on: true), new TlsSwitch(on: false)]),
        new("tokens", Topic.Share, "manage tokens for scripts and CI systems", "tokens:list",
            [new TokensList(), new TokensCreate(), new TokensRevoke()]),
        new("users", Topic.Share, "manage users", "users:list",
            [new UsersList(), new UsersSwitch(enabled: true), new UsersSwitch(enabled: false)]),
        new("version", Topic.Client, "display client version", "version", [new VersionCommand()]),
        new("whitelist", Topic.Route, "manage whitelisted addresses of an application", "whitelist:list",
            [new WhitelistChange(adds: true), new WhitelistList(), new WhitelistChange(adds: false)]),
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
