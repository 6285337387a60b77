using Deis.Cli.CommandLine;
using Deis.Cli.Git;
using Deis.Cli.Profiles;
using Deis.Client;

namespace Deis.Cli;

/// <summary>A logged-in user and the way to the controller.</summary>
internal sealed class Session(Profile profile, Func<DeisClient> connect)
{
    // Made when needed: HTTP costs start-up time that 'deis whoami' can do without.
    private readonly Lazy<DeisClient> client = new(connect);

    public Profile Profile { get; } = profile;

    public DeisClient Client => client.Value;

    /// <summary>The app that <c>--app</c> names, else the one that the git remotes of the current folder name.</summary>
    public async Task<string> AppAsync(Arguments arguments, CancellationToken cancellationToken) =>
        arguments.Value("--app") ?? await AppDetection.DetectAsync(BuilderAddress.Of(Profile), cancellationToken);

    /// <summary>How long listings may be: <c>--limit</c>, else the profile's limit.</summary>
    public int Limit(Arguments arguments) => arguments.Number("--limit") ?? Profile.Limit;
}
