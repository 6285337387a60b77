using Deis.Client.Apps;
using Deis.Client.Auth;
using Deis.Client.Builds;
using Deis.Client.Certs;
using Deis.Client.Config;
using Deis.Client.Controllers;
using Deis.Client.Domains;
using Deis.Client.Keys;
using Deis.Client.Logs;
using Deis.Client.Operations;
using Deis.Client.Perms;
using Deis.Client.Pods;
using Deis.Client.Releases;
using Deis.Client.Services;
using Deis.Client.Settings;
using Deis.Client.Tls;
using Deis.Client.Tokens;
using Deis.Client.Transport;
using Deis.Client.Users;
using Deis.Client.Whitelist;

namespace Deis.Client;

/// <summary>
/// The API of a Deis controller, one property per resource. Every call throws
/// <see cref="Errors.DeisApiException"/> when the controller refuses and
/// <see cref="Errors.ControllerUnreachableException"/> when it does not answer. There is no time limit: a call that
/// deploys lasts as long as the rollout; cancel it by its token.
/// </summary>
public sealed class DeisClient : IDisposable
{
    /// <summary>Makes a client; nothing is sent yet.</summary>
    public DeisClient(DeisClientOptions options)
    {
        Connection = new ApiConnection(options);
        Controller = new ControllerApi(Connection);
        Auth = new AuthApi(Connection);
        Keys = new KeysApi(Connection);
        Certs = new CertsApi(Connection);
        Apps = new AppsApi(Connection);
        Config = new ConfigApi(Connection);
        Builds = new BuildsApi(Connection);
        Releases = new ReleasesApi(Connection);
        Pods = new PodsApi(Connection);
        Domains = new DomainsApi(Connection);
        Settings = new SettingsApi(Connection);
        Logs = new LogsApi(Connection);
        Operations = new OperationsApi(Connection);
        Tokens = new TokensApi(Connection);
        Tls = new TlsApi(Connection);
        Whitelist = new WhitelistApi(Connection);
        Services = new ServicesApi(Connection);
        Perms = new PermsApi(Connection);
        Users = new UsersApi(Connection);
    }

    /// <summary>The transport below, for calls that have no typed method here.</summary>
    public ApiConnection Connection { get; }

    /// <summary>The controller itself: is it one, which version.</summary>
    public ControllerApi Controller { get; }

    /// <summary>Accounts and tokens.</summary>
    public AuthApi Auth { get; }

    /// <summary>SSH keys of the user, and of apps.</summary>
    public KeysApi Keys { get; }

    /// <summary>The user's TLS certificates.</summary>
    public CertsApi Certs { get; }

    /// <summary>Apps.</summary>
    public AppsApi Apps { get; }

    /// <summary>Configuration of an app.</summary>
    public ConfigApi Config { get; }

    /// <summary>Builds of an app.</summary>
    public BuildsApi Builds { get; }

    /// <summary>Releases of an app.</summary>
    public ReleasesApi Releases { get; }

    /// <summary>Processes of an app.</summary>
    public PodsApi Pods { get; }

    /// <summary>Domains of an app.</summary>
    public DomainsApi Domains { get; }

    /// <summary>Settings of an app.</summary>
    public SettingsApi Settings { get; }

    /// <summary>Logs of an app.</summary>
    public LogsApi Logs { get; }

    /// <summary>What changes an app.</summary>
    public OperationsApi Operations { get; }

    /// <summary>The user's tokens.</summary>
    public TokensApi Tokens { get; }

    /// <summary>HTTPS of an app.</summary>
    public TlsApi Tls { get; }

    /// <summary>Who may reach an app.</summary>
    public WhitelistApi Whitelist { get; }

    /// <summary>Process types that get some of an app's requests.</summary>
    public ServicesApi Services { get; }

    /// <summary>Who may use an app, and who administers the platform.</summary>
    public PermsApi Perms { get; }

    /// <summary>All accounts.</summary>
    public UsersApi Users { get; }

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();
}
