using System.Reflection;
using Deis.Cli.Profiles;
using Deis.Cli.Terminal;
using Deis.Client;

namespace Deis.Cli;

/// <summary>What commands work with: the terminal, the clock, the profile, and the controller.</summary>
internal sealed class CommandContext(CliTerminal terminal, TimeProvider time, string? profileName) : IDisposable
{
    private readonly List<DeisClient> clients = [];

    /// <summary>Version of this program, such as <c>v3.0.0</c>.</summary>
    public static string Version { get; } =
        "v" + typeof(CommandContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public CliTerminal Terminal { get; } = terminal;

    public TimeProvider Time { get; } = time;

    public ServerWork Work { get; } = new(terminal, time);

    public ProfileStore Profiles { get; } = ProfileStore.For(profileName);

    /// <summary>Loads the profile, whose user the session's client speaks for.</summary>
    /// <exception cref="CommandException">There is no profile, or it cannot be read.</exception>
    public Session OpenSession()
    {
        var profile = Profiles.Load();
        return new Session(profile, () => Connect(profile.ControllerUri, profile.SslVerify, profile.Token));
    }

    /// <summary>Makes a client for a controller; without token for calls that need no login.</summary>
    public DeisClient Connect(Uri controller, bool verifyTls, string? token)
    {
        var client = new DeisClient(new DeisClientOptions
        {
            Controller = controller,
            Token = token,
            VerifyTls = verifyTls,
            UserAgent = $"Deis Client {Version}",
            VersionMismatch = WarnOfVersionMismatch,
            Waiting = Terminal.IsOnTerminal ? () => Spinner.StartBehind(Terminal, Time) : null,
        });
        clients.Add(client);
        return client;
    }

    public void Dispose()
    {
        foreach (var client in clients)
            client.Dispose();
    }

    private void WarnOfVersionMismatch(string server)
    {
        Terminal.WriteErrorLine("!    WARNING: this client and the server do not have matching versions. Please upgrade the older one.");
        Terminal.WriteErrorLine($"!    Client version: {ApiVersion.Client}");
        Terminal.WriteErrorLine($"!    Server version: {server}");
    }
}
